package client

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Error is a refusal by the server.
type Error struct {
	Server string // its base URL
	Status int    // HTTP status
	Body   string // the first 4 KiB of the reply
}

// Error says what the server's reply says, as a sentence where it has one.
func (e *Error) Error() string {
	if e.Status == 401 {
		return fmt.Sprintf("the server at %s does not know this API key", e.Server)
	}
	if text := e.Reason(); text != "" {
		return text
	}
	text := strings.TrimSpace(e.Body) // of uploads it is a sentence
	if text == "" || len(text) > 200 || strings.ContainsAny(text, "<{\n") {
		return fmt.Sprintf("the server at %s answered %d", e.Server, e.Status)
	}
	return fmt.Sprintf("the server at %s answered %d: %s", e.Server, e.Status, text)
}

// Reason is the text of a reply in either of the API's two forms, one error or
// a list for each field, without the status in words that the first begins
// with. It is empty where the reply has none.
func (e *Error) Reason() string {
	var reply struct {
		Error  string              `json:"error"`
		Errors map[string][]string `json:"errors"`
	}
	if json.Unmarshal([]byte(e.Body), &reply) != nil {
		return ""
	}
	if len(reply.Errors) > 0 {
		var list []string
		for field, texts := range reply.Errors {
			for _, text := range texts {
				list = append(list, field+" "+text)
			}
		}
		slices.Sort(list)
		return strings.Join(list, "; ")
	}
	for _, status := range []string{"Unprocessable Entity. ", "Not Found. ", "Bad Request. ", "Forbidden. "} {
		reply.Error = strings.TrimPrefix(reply.Error, status)
	}
	return reply.Error
}

// UnreachableError says that no reply came from the server.
type UnreachableError struct {
	Server string // its base URL
	Err    error
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("the server at %s cannot be reached: %v", e.Server, e.Err)
}

// Unwrap returns the cause.
func (e *UnreachableError) Unwrap() error { return e.Err }
