package call

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestWalk(t *testing.T) {
	const doc = " { \"a\" : \"x\\\"}\\\\\" , \"b\":[1,{\"c\":[ ]},\"]\"],\n\"\\u0063\":-1.5e3 ,\"d\":{},\"e\":null} "
	require.True(t, json.Valid([]byte(doc)))
	var got []string
	require.NoError(t, EachMember([]byte(doc), func(name, value []byte) error {
		got = append(got, fmt.Sprintf("%s=%s", name, value))
		return nil
	}))
	require.Equal(t, []string{`a="x\"}\\"`, `b=[1,{"c":[ ]},"]"]`, `c=-1.5e3`, `d={}`, `e=null`}, got)
	got = nil
	require.NoError(t, EachElement([]byte("[ 1, [2,3] ,\"a,b\" , {\"x\":[1]}, true ]"), func(value []byte) error {
		got = append(got, string(value))
		return nil
	}))
	require.Equal(t, []string{"1", "[2,3]", `"a,b"`, `{"x":[1]}`, "true"}, got)
}

func compareMembers(t *testing.T, object []byte) {
	t.Helper()
	want := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal(object, &want))
	got := map[string]json.RawMessage{}
	require.NoError(t, EachMember(object, func(name, value []byte) error {
		require.True(t, utf8.Valid(name))
		got[string(name)] = value
		return nil
	}))
	require.Equal(t, want, got)
}

// FuzzObject reads hostile bodies: no panic, no error but 400, and members as
// encoding/json sees them.
func FuzzObject(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `{"video":{"name":"a"}}`, `{"name":"\u0000\ud800"}`, `[{"name":"a"},0]`, `{"name":"a","priority":1e400}`,
		` {"a\"":[{"b":"}]"}],"c":1} `, "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}", `{"a":1,"a":2}`, strings.Repeat("[", 50), `"\\"`, `{"":{"a":1}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		body, err := checkJSON(bytes.Clone(raw))
		if err != nil {
			require.Equal(t, 400, AnswerTo(err, nil).Status)
			return
		}
		object, err := unwrap(body, "video")
		if err != nil {
			status := AnswerTo(err, nil).Status
			require.True(t, status == 400 || status == 422, "%d: %v", status, err)
			return
		}
		compareMembers(t, object)
		require.True(t, json.Valid(Fields{"a": true, "name": true}.project(object)))
	})
}
