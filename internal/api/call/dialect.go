package call

import (
	"errors"
	"net/http"

	"kinora/internal/catalog"
	"kinora/internal/fault"
)

// A Dialect is how a family of calls says what the caller got wrong
// (fault.Invalid). All other errors are said alike everywhere. The public API
// grew these, and its clients read them.
type Dialect func(err error) Answer

// ByField is 422: by field where the error names one, else in a sentence. What
// is wrong with an item of a batch has the item's index.
func ByField(err error) Answer {
	var index *int
	var item *catalog.ItemError
	if errors.As(err, &item) {
		index = &item.Index
	}
	if fields := byField(err); len(fields) > 0 {
		return Answer{Status: http.StatusUnprocessableEntity, Body: fieldsBody{fields, index}}
	}
	return plain(http.StatusUnprocessableEntity, fault.Detail(err), index)
}

// InWords is 422 in one sentence, about the first field that is wrong.
func InWords(err error) Answer {
	var f *fault.Error
	if errors.As(err, &f) && f.Field != "" {
		return plain(http.StatusUnprocessableEntity, f.Field+" "+f.Detail, nil)
	}
	return plain(http.StatusUnprocessableEntity, fault.Detail(err), nil)
}

// AsBadRequest is 400 in one sentence.
func AsBadRequest(err error) Answer {
	return plain(http.StatusBadRequest, fault.Detail(err), nil)
}

// ByFieldAsBadRequest is ByField with 400.
func ByFieldAsBadRequest(err error) Answer {
	if fields := byField(err); len(fields) > 0 {
		return Answer{Status: http.StatusBadRequest, Body: fieldsBody{Errors: fields}}
	}
	return AsBadRequest(err)
}

// Report is what the calls of statistics answer, whatever came of them.
type Report struct {
	Data   []map[string]any `json:"data"`
	Errors []string         `json:"errors,omitempty"`
}

// AsReport is 400 with a report that has no data.
func AsReport(err error) Answer {
	none := Report{Data: []map[string]any{}}
	for f := range faults(err) {
		none.Errors = append(none.Errors, f.Field+": "+f.Detail)
	}
	return Answer{Status: http.StatusBadRequest, Body: none}
}

// byField gathers what is wrong with each field.
func byField(err error) map[string][]string {
	fields := map[string][]string{}
	for f := range faults(err) {
		if f.Field != "" {
			fields[f.Field] = append(fields[f.Field], f.Detail)
		}
	}
	return fields
}

// faults are those in a tree of errors, in order.
func faults(err error) func(yield func(*fault.Error) bool) {
	return func(yield func(*fault.Error) bool) { eachFault(err, yield) }
}

func eachFault(err error, yield func(*fault.Error) bool) bool {
	switch e := err.(type) { //nolint:errorlint // walks the tree itself, a node at a time
	case *fault.Error:
		return yield(e)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			if !eachFault(one, yield) {
				return false
			}
		}
	case interface{ Unwrap() error }:
		return eachFault(e.Unwrap(), yield)
	}
	return true
}
