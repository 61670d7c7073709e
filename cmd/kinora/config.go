package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

type configCommand struct {
	Settings
	JSON bool `help:"Print JSON." name:"json"`
}

// Run prints the settings in effect, one "key: value" line each, so that the
// output is a settings file again (secrets excepted).
func (c *configCommand) Run(env *environment) error {
	if err := c.Validate(); err != nil {
		return err
	}
	c.resolve()
	if !c.lone() {
		c.Listen = c.listenAddress()
	}
	c.resolveURLs(c.listenAddress())
	c.resolveBases()
	values := c.values()
	if c.JSON {
		return printJSON(env.out, values)
	}
	for _, key := range settingKeys() {
		fmt.Fprintf(env.out, "%s: ", key)
		encoder := json.NewEncoder(env.out) // JSON is YAML too
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(values[key]); err != nil {
			return err
		}
	}
	return nil
}

// values returns every setting by key, secrets hidden.
func (s *Settings) values() map[string]any {
	values := map[string]any{}
	fields := reflect.ValueOf(s).Elem()
	list := settingFields()
	for i, key := range settingKeys() {
		v := fields.FieldByIndex(list[i].Index).Interface()
		switch list[i].Tag.Get("secret") {
		case "all":
			if v != "" {
				v = "(hidden)"
			}
		case "url":
			v = redactURL(v.(string))
		}
		values[key] = readable(v)
	}
	return values
}

// readable shows durations as one would write them.
func readable(v any) any {
	switch v := v.(type) {
	case fmt.Stringer:
		return v.String()
	case []string:
		if v == nil {
			return []string{}
		}
		return v
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice {
		return v
	}
	list := make([]any, rv.Len())
	for i := range list {
		list[i] = readable(rv.Index(i).Interface())
	}
	return list
}
