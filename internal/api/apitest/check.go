// Package apitest holds answers of the API to its OpenAPI description.
package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"reflect"
	"slices"
	"strings"
)

// Description is an OpenAPI document. The schemas may use the part of JSON
// Schema that check knows; any other word in one is an error.
type Description struct {
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Components struct {
		Schemas   map[string]map[string]any `json:"schemas"`
		Responses map[string]response       `json:"responses"`
	} `json:"components"`
}

type response struct {
	Ref     string `json:"$ref"`
	Content map[string]struct {
		Schema map[string]any `json:"schema"`
	} `json:"content"`
}

// Read decodes a description.
func Read(text []byte) (*Description, error) {
	var d Description
	return &d, json.Unmarshal(text, &d)
}

// Operations lists what is described, as "GET /path", in no order.
func (d *Description) Operations() []string {
	var list []string
	for path, item := range d.Paths {
		for method := range item {
			if method != "parameters" {
				list = append(list, strings.ToUpper(method)+" "+path)
			}
		}
	}
	return list
}

// Members lists the names of a schema's properties, in no order.
func (d *Description) Members(schema string) []string {
	properties, _ := d.Components.Schemas[schema]["properties"].(map[string]any)
	var names []string
	for name := range properties {
		names = append(names, name)
	}
	return names
}

// Check reports how an answer differs from what is described. What no path
// describes must be 404, and a method that its path has not, 405.
func (d *Description) Check(method, path string, status int, header http.Header, body []byte) error {
	item := d.Paths[d.Path(path)]
	if method == http.MethodOptions {
		return nil
	}
	head := method == http.MethodHead
	if head {
		method = http.MethodGet
	}
	raw := item[strings.ToLower(method)]
	switch {
	case item == nil && status == http.StatusNotFound, raw == nil && item != nil && status == http.StatusMethodNotAllowed:
		return nil
	case raw == nil:
		return fmt.Errorf("%s %s is not described, but answered %d", method, path, status)
	}
	var op struct{ Responses map[string]response }
	if err := json.Unmarshal(raw, &op); err != nil {
		return err
	}
	r, found := op.Responses[fmt.Sprint(status)]
	if !found {
		return fmt.Errorf("%s %s: status %d is not described", method, path, status)
	}
	if r.Ref != "" {
		r = d.Components.Responses[last(r.Ref)]
	}
	if head {
		return nil
	}
	if err := d.checkBody(r, header, body); err != nil {
		return fmt.Errorf("%s %s: %d: %w", method, path, status, err)
	}
	return nil
}

// CheckValue reports how a decoded value differs from a schema.
func (d *Description) CheckValue(schema string, v any) error {
	return d.check(d.Components.Schemas[schema], v, schema)
}

func (d *Description) checkBody(r response, header http.Header, body []byte) error {
	if len(r.Content) == 0 {
		if len(body) > 0 {
			return fmt.Errorf("has a body, none is described: %.80s", body)
		}
		return nil
	}
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	content, found := r.Content[kind]
	if !found {
		return fmt.Errorf("Content-Type %q is not described", kind)
	}
	if content.Schema == nil {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	var v any
	if err := decoder.Decode(&v); err != nil {
		return err
	}
	return d.check(content.Schema, v, "body")
}

// Path returns the described path, such as "/things/{id}", that an address's
// path fits best: one without a parameter before one with; "" if it fits none.
func (d *Description) Path(path string) (best string) {
	got, fewest := strings.Split(strings.TrimSuffix(path, "/"), "/"), math.MaxInt
	for pattern := range d.Paths {
		want := strings.Split(pattern, "/")
		fits := slices.EqualFunc(want, got, func(w, g string) bool { return w == g || strings.HasPrefix(w, "{") })
		if n := strings.Count(pattern, "{"); fits && n < fewest {
			best, fewest = pattern, n
		}
	}
	return best
}

func last(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// check holds v to a schema; at says where v is.
func (d *Description) check(schema map[string]any, v any, at string) error {
	for word, value := range schema {
		var err error
		switch word {
		case "$ref":
			to, found := d.Components.Schemas[last(value.(string))]
			if !found {
				return fmt.Errorf("%s: no schema %s", at, value)
			}
			err = d.check(to, v, at)
		case "type":
			err = checkType(value, v, at)
		case "enum":
			if !slices.Contains(value.([]any), v) {
				err = fmt.Errorf("%s: %v is not one of %v", at, v, value)
			}
		case "const":
			if !reflect.DeepEqual(value, v) {
				err = fmt.Errorf("%s: %v is not %v", at, v, value)
			}
		case "oneOf":
			err = d.checkOne(value.([]any), v, at)
		case "items", "minItems", "maxItems":
			err = d.checkArray(word, value, v, at)
		case "properties", "required", "additionalProperties":
			err = d.checkObject(schema, word, v, at)
		case "description", "format", "default":
		default:
			err = fmt.Errorf("%s: the checker does not know %q", at, word)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func checkType(want, v any, at string) error {
	names, several := want.([]any)
	if !several {
		names = []any{want}
	}
	for _, name := range names {
		if name == typeOf(v) || name == "number" && typeOf(v) == "integer" {
			return nil
		}
	}
	return fmt.Errorf("%s: is %s, should be %v", at, typeOf(v), want)
}

func typeOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case float64:
		if v == math.Trunc(v) {
			return "integer"
		}
		return "number"
	}
	return "object"
}

// checkOne wants exactly one of the schemas to fit.
func (d *Description) checkOne(schemas []any, v any, at string) error {
	var why []string
	for _, s := range schemas {
		if err := d.check(s.(map[string]any), v, at); err != nil {
			why = append(why, err.Error())
		}
	}
	if len(schemas)-len(why) != 1 {
		return fmt.Errorf("%s: %d of %d schemas fit, not one: %s", at, len(schemas)-len(why), len(schemas), strings.Join(why, "; "))
	}
	return nil
}

func (d *Description) checkArray(word string, value, v any, at string) error {
	list, isList := v.([]any)
	if !isList {
		return nil
	}
	switch word {
	case "minItems":
		if n := value.(float64); float64(len(list)) < n {
			return fmt.Errorf("%s: %d items, should be %v or more", at, len(list), n)
		}
	case "maxItems":
		if n := value.(float64); float64(len(list)) > n {
			return fmt.Errorf("%s: %d items, should be %v or fewer", at, len(list), n)
		}
	case "items":
		for i, item := range list {
			if err := d.check(value.(map[string]any), item, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Description) checkObject(schema map[string]any, word string, v any, at string) error {
	object, isObject := v.(map[string]any)
	if !isObject {
		return nil
	}
	properties, _ := schema["properties"].(map[string]any)
	switch word {
	case "required":
		for _, name := range schema["required"].([]any) {
			if _, found := object[name.(string)]; !found {
				return fmt.Errorf("%s: %v is missing", at, name)
			}
		}
		return nil
	case "properties":
		for name, s := range properties {
			if value, found := object[name]; found {
				if err := d.check(s.(map[string]any), value, at+"."+name); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for name, value := range object {
		if properties[name] != nil {
			continue
		}
		rest, isSchema := schema["additionalProperties"].(map[string]any)
		if !isSchema {
			return fmt.Errorf("%s: %s is not described", at, name)
		}
		if err := d.check(rest, value, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}
