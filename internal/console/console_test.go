package console

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
	"kinora/internal/host"
	"kinora/internal/visitor"
	"kinora/web"
)

const key = "1$0123456789abcdef"

// door is the console over real accounts and a stand-in for the API, which
// answers with what it was asked as.
type door struct {
	http.Handler
	accounts *account.Accounts
	hosts    *host.Hosts
	asked    *http.Request
}

func open(t *testing.T, db *database.DB) *door {
	t.Helper()
	d := &door{accounts: account.New(db)}
	require.NoError(t, d.accounts.Ensure(t.Context(), key))
	api := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.asked = r
		w.Header().Set("Access-Control-Allow-Origin", "*")
		scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		var err error
		switch scheme {
		case "APIKey":
			_, err = d.accounts.Authenticate(r.Context(), text)
		case "Console":
			_, err = d.accounts.AuthenticateConsole(r.Context(), text)
		default:
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if err != nil {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"status":401}`))
			return
		}
		_, _ = w.Write([]byte(`{}`))
	})
	var err error
	d.hosts, err = host.New(db, host.Options{})
	require.NoError(t, err)
	system := func(_ context.Context, who account.Caller) (System, error) {
		s := System{Version: "1"}
		if who.Operator() {
			s.Server = &Server{}
		}
		return s, nil
	}
	d.Handler = New(Options{Accounts: d.accounts, API: api, Links: d.hosts, System: system, Hosts: []string{"https://up.example.org/base", "https://cdn.example.org"}, Log: slog.New(slog.DiscardHandler)})
	return d
}

// do makes a request as the console's script does; headers are "Name: value",
// and one without a value is taken away.
func (d *door) do(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://video.example.org"+path, strings.NewReader(body))
	r.Header.Set("X-Kinora-Console", "1")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Sec-Fetch-Dest", "empty")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if r.Header.Set(name, value); value == "" {
			r.Header.Del(strings.TrimSuffix(name, ":"))
		}
	}
	w := httptest.NewRecorder()
	d.asked = nil
	d.ServeHTTP(w, r)
	return w
}

func (d *door) signIn(t *testing.T) (cookie string) {
	t.Helper()
	w := d.do("POST", "/console/session", `{"key":"`+key+`"}`)
	require.Equal(t, http.StatusNoContent, w.Code, w.Body)
	cookies := w.Result().Cookies()
	require.Len(t, cookies, 1)
	return "Cookie: " + cookies[0].Name + "=" + cookies[0].Value
}

func TestSession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		w := d.do("POST", "/console/session", `{"key":"`+key+`"}`)
		set := w.Header().Get("Set-Cookie")
		require.Regexp(t, `^kinora_console=[A-Z2-7]{26}; Path=/console; Max-Age=86400; HttpOnly; SameSite=Strict$`, set)

		cookie := d.signIn(t)
		w = d.do("GET", "/console/api/streaming/videos//?page=2", "", cookie, "Authorization: APIKey x", "APIKey: y")
		require.Equal(t, http.StatusOK, w.Code)
		require.Equal(t, "/streaming/videos//", d.asked.URL.Path)
		require.Equal(t, "page=2", d.asked.URL.RawQuery)
		require.Empty(t, d.asked.Header["Cookie"])
		require.Empty(t, d.asked.Header["Apikey"])
		require.Regexp(t, "^Console [A-Z2-7]{26}$", d.asked.Header.Get("Authorization"))

		w = d.do("DELETE", "/console/session", "", cookie)
		require.Equal(t, http.StatusNoContent, w.Code)
		require.Contains(t, w.Header().Get("Set-Cookie"), "Max-Age=0")
		require.Equal(t, http.StatusUnauthorized, d.do("GET", "/console/api/streaming/videos", "", cookie).Code)
		require.Equal(t, http.StatusUnauthorized, d.do("GET", "/console/api/streaming/videos", "").Code)
	})
}

// other makes a second account and signs in to it.
func (d *door) other(t *testing.T) (id int64, cookie string) {
	t.Helper()
	made, _, err := d.accounts.Create(t.Context(), "Other", "other@example.org")
	require.NoError(t, err)
	_, text, err := d.accounts.CreateToken(t.Context(), made.ID, "test", nil)
	require.NoError(t, err)
	w := d.do("POST", "/console/session", `{"key":"`+text+`"}`)
	require.Equal(t, http.StatusNoContent, w.Code, w.Body)
	cookies := w.Result().Cookies()
	return made.ID, "Cookie: " + cookies[0].Name + "=" + cookies[0].Value
}

func TestSystem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		require.Contains(t, d.do("GET", "/console/own/system", "", d.signIn(t)).Body.String(), `"server":{`)
		_, other := d.other(t)
		require.Contains(t, d.do("GET", "/console/own/system", "", other).Body.String(), `"server":null`, "the server is its operator's")
		require.Equal(t, http.StatusUnauthorized, d.do("GET", "/console/own/system", "").Code)
		require.Equal(t, http.StatusUnauthorized, d.do("GET", "/console/own/system", "", "Cookie: kinora_console=x").Code)
		require.Equal(t, http.StatusForbidden, d.do("GET", "/console/own/system", "", d.signIn(t), "Sec-Fetch-Site: cross-site").Code)
	})
}

func TestLanguages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		require.Contains(t, d.do("GET", "/console/own/languages", "", d.signIn(t)).Body.String(), `{"code":"ger","others":["de","deu"],"name":"Deutsch","english":"German"}`)
		require.Equal(t, http.StatusUnauthorized, d.do("GET", "/console/own/languages", "").Code)
	})
}

// TestLinks makes links, and has the host's own gate take them.
func TestLinks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		mine := d.signIn(t)
		id, other := d.other(t)
		for _, h := range []host.Host{
			{AccountID: 1, Name: "cdn.example.org", Token: true},
			{AccountID: 1, Name: "one.example.org", Token: true, BindIP: true},
			{AccountID: 1, Name: "open.example.org"},
			{AccountID: id, Name: "other.example.org", Token: true},
		} {
			_, err := d.hosts.Add(t.Context(), h)
			require.NoError(t, err)
		}
		require.JSONEq(t, `[{"name":"cdn.example.org","token":true,"bind_ip":false},{"name":"one.example.org","token":true,"bind_ip":true}]`,
			d.do("GET", "/console/own/hosts", "", mine).Body.String())

		const path = "/videos/1_abcdefghijklmnop/master.m3u8"
		ask := func(name, address, rest string, cookie string) (status int, answer map[string]any) {
			w := d.do("POST", "/console/own/links", `{"host":"`+name+`","address":"`+address+`"`+rest+`}`, cookie)
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
			return w.Code, answer
		}
		for name, from := range map[string]string{"cdn.example.org": "198.51.100.1", "one.example.org": "203.0.113.7"} {
			status, made := ask(name, "http://video.example.org:8080"+path, `,"seconds":3600,"ip":" 203.0.113.7"`, mine)
			require.Equal(t, http.StatusOK, status, made)
			link, err := url.Parse(made["url"].(string))
			require.NoError(t, err)
			require.Equal(t, name+":8080", link.Host)
			gate, err := d.hosts.Gate(t.Context(), link.Host)
			require.NoError(t, err)
			opened, err := gate.Enter("/videos/", &visitor.Visit{Path: link.Path, Address: netip.MustParseAddr(from), Now: time.Now()})
			require.NoError(t, err, name)
			require.Equal(t, path, opened)
		}
		for _, c := range []struct {
			status              int
			host, address, rest string
			cookie              string
		}{
			{404, "other.example.org", "https://a" + path, `,"seconds":60`, mine},
			{404, "cdn.example.org", "https://a" + path, `,"seconds":60`, other},
			{400, "cdn.example.org", "https://a" + path, "", mine},
			{400, "cdn.example.org", "https://a" + path, `,"seconds":1e99`, mine},
			{400, "cdn.example.org", "https://a" + path, `,"seconds":99999999999`, mine},
			{400, "cdn.example.org", "javascript:alert(1)", `,"seconds":60`, mine},
			{400, "cdn.example.org", "https://a/console", `,"seconds":60`, mine},
			{400, "one.example.org", "https://a" + path, `,"seconds":60`, mine},
			{400, "one.example.org", "https://a" + path, `,"seconds":60,"ip":"you"`, mine},
		} {
			status, answer := ask(c.host, c.address, c.rest, c.cookie)
			require.Equal(t, c.status, status, "%v: %v", c, answer)
			require.NotEmpty(t, answer["error"])
		}
	})
}

func TestSignInRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		for _, body := range []string{"", "{}", "[]", "x", `{"username":"a"}`, `{"key":7}`, strings.Repeat(" ", maxSignIn) + "{}"} {
			require.Equal(t, http.StatusBadRequest, d.do("POST", "/console/session", body).Code, "%.20s", body)
		}
		w := d.do("POST", "/console/session", `{"key":"1$wrong"}`)
		require.Equal(t, http.StatusUnauthorized, w.Code)
		require.Equal(t, "7", w.Header().Get("Retry-After"), "as the API says")
		require.Empty(t, w.Header().Get("Set-Cookie"))
	})
}

// TestOthersAreRefused holds that nobody but the console's own page gets
// anywhere with the cookie.
func TestOthersAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		cookie := d.signIn(t)
		const path = "/console/api/streaming/videos"
		for name, headers := range map[string][]string{
			"another site":   {"Sec-Fetch-Site: cross-site"},
			"another host":   {"Sec-Fetch-Site: same-site"},
			"typed":          {"Sec-Fetch-Site: none"},
			"a document":     {"Sec-Fetch-Dest: document"},
			"a frame":        {"Sec-Fetch-Dest: iframe"},
			"a script":       {"Sec-Fetch-Dest: script"},
			"another origin": {"Origin: https://example.com", "Sec-Fetch-Site: ", "Sec-Fetch-Dest: "},
			"no origin":      {"Origin: null", "Sec-Fetch-Site: ", "Sec-Fetch-Dest: "},
			"a form":         {"X-Kinora-Console: ", "Sec-Fetch-Site: ", "Sec-Fetch-Dest: "},
		} {
			for _, method := range []string{"GET", "POST", "DELETE"} {
				require.Equal(t, http.StatusForbidden, d.do(method, path, "{}", append(headers, cookie)...).Code, name)
				require.Nil(t, d.asked, name)
			}
			require.Equal(t, http.StatusForbidden, d.do("POST", "/console/session", `{"key":"`+key+`"}`, headers...).Code, name)
			require.Equal(t, http.StatusForbidden, d.do("DELETE", "/console/session", "", append(headers, cookie)...).Code, name)
		}
		require.Equal(t, http.StatusForbidden, d.do("OPTIONS", path, "", cookie).Code)
		require.Equal(t, http.StatusOK, d.do("GET", path, "", cookie, "Origin: http://video.example.org", "Sec-Fetch-Site: ", "Sec-Fetch-Dest: ").Code)
		require.Equal(t, http.StatusOK, d.do("GET", path+"/events", "", cookie, "X-Kinora-Console: ", "Accept: text/event-stream").Code)
		require.Equal(t, http.StatusForbidden, d.do("POST", path, "", cookie, "X-Kinora-Console: ", "Accept: text/event-stream").Code)
	})
}

// TestAnswersAreNoDocuments holds that what the API answers opens to no other
// site and never runs as the console.
func TestAnswersAreNoDocuments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := open(t, db)
		h := d.do("GET", "/console/api/streaming/videos", "", d.signIn(t)).Header()
		require.Empty(t, h.Get("Access-Control-Allow-Origin"))
		require.Contains(t, h.Get("Content-Security-Policy"), "sandbox")
		require.Equal(t, "same-origin", h.Get("Cross-Origin-Resource-Policy"))
	})
}

func TestPage(t *testing.T) {
	d := &door{Handler: New(Options{Hosts: []string{"https://up.example.org/base", "", "https://cdn.example.org"}})}
	nonces := map[string]bool{}
	for _, path := range []string{"/console", "/console/", "/console/videos/12"} {
		w := d.do("GET", path, "")
		require.Equal(t, http.StatusOK, w.Code)
		policy := w.Header().Get("Content-Security-Policy")
		nonce := regexp.MustCompile(`script-src 'nonce-([A-Z2-7]+)';`).FindStringSubmatch(policy)
		require.Len(t, nonce, 2, policy)
		nonces[nonce[1]] = true
		require.NotContains(t, policy, "unsafe")
		require.NotContains(t, policy, "*")
		for _, want := range []string{
			"default-src 'none'", "style-src 'nonce-" + nonce[1] + "'", "connect-src 'self' https://up.example.org https://cdn.example.org;",
			"frame-ancestors 'none'", "require-trusted-types-for 'script'",
		} {
			require.Contains(t, policy, want)
		}
		require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
		for _, address := range regexp.MustCompile(`(?:src|href)="(/[^"]+)"`).FindAllStringSubmatch(w.Body.String(), -1) {
			if address[1] != web.IconPath { // which the web package serves, for every page
				require.Equal(t, http.StatusOK, d.do("GET", address[1], "").Code, address[1])
			}
		}
	}
	require.Len(t, nonces, 3, "a nonce is used once")
	require.Equal(t, http.StatusNotFound, d.do("GET", "/console/assets/manifest.json", "").Code)
}

// TestFirst signs in by the link of a server that nobody has a key for.
func TestFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := dbtest.SQLite(t)
		accounts := account.New(db)
		require.NoError(t, accounts.Ensure(t.Context(), ""))
		first := NewFirst()
		s := New(Options{Accounts: accounts, First: first, Secure: true})
		again := func() {
			first = NewFirst()
			s = New(Options{Accounts: accounts, First: first, Secure: true})
		}
		visit := func(path, from, host string, headers ...string) *httptest.ResponseRecorder {
			r := httptest.NewRequest("GET", "http://"+host+path, nil)
			r.RemoteAddr = from
			for i := 0; i < len(headers); i += 2 {
				r.Header.Set(headers[i], headers[i+1])
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			return w
		}
		const near, here = "127.0.0.1:40000", "127.0.0.1:8080"
		for name, w := range map[string]*httptest.ResponseRecorder{
			"another machine":      visit(first.Path(), "192.0.2.1:40000", here),
			"another name":         visit(first.Path(), near, "evil.example.org"),
			"through a proxy":      visit(first.Path(), near, here, "X-Forwarded-For", "192.0.2.1"),
			"through another":      visit(first.Path(), near, here, "Forwarded", "for=192.0.2.1"),
			"a guess":              visit("/console?first=AAAA", near, here),
			"through a third one":  visit(first.Path(), near, here, "Via", "1.1 a"),
			"the other way around": visit(first.Path(), "[2001:db8::1]:1", "localhost:8080"),
		} {
			require.Equal(t, http.StatusForbidden, w.Code, name)
			require.Empty(t, w.Header().Get("Set-Cookie"), name)
			require.Contains(t, w.Body.String(), "kinora token create", name)
		}
		link := first.Path()
		w := visit(link, "[::1]:40000", "localhost:8080")
		require.Equal(t, http.StatusSeeOther, w.Code)
		require.Equal(t, "/console", w.Header().Get("Location"))
		require.Regexp(t, `^kinora_console=[A-Z2-7]{26}; Path=/console; Max-Age=86400; HttpOnly; SameSite=Strict$`, w.Header().Get("Set-Cookie"))
		who, err := accounts.AuthenticateConsole(t.Context(), w.Result().Cookies()[0].Value)
		require.NoError(t, err)
		require.True(t, who.Operator())
		require.Equal(t, http.StatusForbidden, visit(link, near, here).Code, "once")
		require.Equal(t, http.StatusForbidden, visit(first.Path(), near, here).Code)

		again()
		time.Sleep(time.Hour)
		require.Equal(t, http.StatusForbidden, visit(first.Path(), near, here).Code, "too late")
		again()
		_, _, err = accounts.CreateToken(t.Context(), 1, "a", nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusForbidden, visit(first.Path(), near, here).Code, "there is a key now")
		require.Equal(t, http.StatusOK, visit("/console", near, here).Code)
	})
}
