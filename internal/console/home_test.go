package console

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHome(t *testing.T) {
	ask := func(accept string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/", http.NoBody)
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		Home("v1")(w, r)
		require.Equal(t, "Accept", w.Header().Get("Vary"))
		return w
	}
	w := ask("text/html,application/xhtml+xml,*/*;q=0.8")
	require.Equal(t, http.StatusFound, w.Code)
	require.Equal(t, "/console", w.Header().Get("Location"))
	for _, accept := range []string{"", "*/*", "application/json"} {
		w = ask(accept)
		require.Equal(t, http.StatusOK, w.Code)
		require.JSONEq(t, `{"name":"kinora","version":"v1","console":"/console","docs":"/docs","openapi":"/openapi.json"}`, w.Body.String())
	}
}
