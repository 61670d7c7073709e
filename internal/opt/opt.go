// Package opt has values that may be absent or null, as members of a partial
// update are.
package opt

import "strings"

// Opt is a member of a partial update: absent when Set is false, null when
// Value is nil, and a value otherwise.
type Opt[T any] struct {
	Set   bool
	Value *T
}

// Some returns an Opt holding v.
func Some[T any](v T) Opt[T] { return Opt[T]{Set: true, Value: &v} }

// Null returns an Opt that is present and null.
func Null[T any]() Opt[T] { return Opt[T]{Set: true} }

// Put sets dst when o is present.
func (o Opt[T]) Put(dst **T) {
	if o.Set {
		*dst = o.Value
	}
}

// PutOr sets dst when o is present: to its value, or to def when that is null.
func (o Opt[T]) PutOr(dst *T, def T) {
	if o.Set {
		*dst = Or(o.Value, def)
	}
}

// Or returns what v points to, def for nil.
func Or[T any](v *T, def T) T {
	if v == nil {
		return def
	}
	return *v
}

// Text returns s, nil when it is blank.
func Text(s *string) *string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	return s
}
