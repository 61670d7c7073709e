package iam_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/api/apitest"
	"kinora/internal/database"
	"kinora/internal/database/dbtest"
)

func TestIAM(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		d := apitest.Open(t, db)
		other := d.Other
		accounts := account.New(db)
		engineer, err := accounts.CreateUser(t.Context(), 1, "Engine@Example.org", "Engine", account.RoleEngineer, "a long enough password")
		require.NoError(t, err)

		me := d.Object("GET", "/iam/clients/me", "")
		require.EqualValues(t, 1, me["id"])
		require.Equal(t, []any{}, me["users"])
		require.Equal(t, false, me["deleted"])
		require.Len(t, me, 22, "the public description's 21 members, and role")
		require.Equal(t, "active", me["status"])
		require.Equal(t, "admin@localhost", me["email"])

		made := d.Object("POST", "/iam/clients/1/tokens", `{"name":"robot","exp_date":null,"client_user":{"role":{"id":5,"name":"Engineers"}}}`)
		require.Regexp(t, `^\d+\$[0-9a-f]{64}$`, made["token"])
		require.Equal(t, map[string]any{"id": 5.0, "name": "Engineers"}, made["client_user"].(map[string]any)["role"])
		robot := fmt.Sprint("Authorization: APIKey ", made["token"])
		require.Equal(t, 200, d.Send("GET", "/streaming/videos", "", robot).Code)
		require.Regexp(t, `^\d+_[0-9a-f]{64}$`, d.Object("POST", "/iam/v2/clients/1/tokens", `{"name":"second"}`)["token"])
		require.Equal(t, 403, d.Send("POST", "/iam/clients/1/tokens", `{"name":"up","client_user":{"role":{"id":1}}}`, robot).Code)

		for range 2 { // nothing is kept that could be answered again
			w := d.Send("POST", "/iam/v2/clients/1/tokens", `{"name":"third"}`, "Idempotency-Key: third", "X-Stainless-Retry-Count: 1")
			require.Equal(t, 200, w.Code)
			require.Empty(t, w.Header().Get("Idempotent-Replayed"))
		}
		kept, err := db.R.NewSelect().Table("replays").Count(t.Context())
		require.NoError(t, err)
		require.Zero(t, kept)

		id := fmt.Sprintf("/iam/clients/1/tokens/%.0f", made["id"])
		require.NotContains(t, d.Object("GET", id, ""), "token", "the text is shown once")
		require.Equal(t, 404, d.Send("GET", id, "", other).Code)
		require.Equal(t, 404, d.Send("GET", "/iam/clients/1/tokens", "", other).Code)
		require.Len(t, d.List("GET", "/iam/clients/1/tokens?role=Engineers", ""), 1)
		require.Empty(t, d.List("GET", "/iam/clients/1/tokens?not_issued_by=1", ""))
		require.Equal(t, 204, d.Send("DELETE", id, "").Code)
		require.Equal(t, 401, d.Send("GET", "/streaming/videos", "", robot).Code)
		require.Len(t, d.List("GET", "/iam/clients/1/tokens?deleted=true", ""), 1)

		for body, want := range map[string]string{
			`{}`:                                `{"errors":{"name":["can't be blank"]}}`,
			`{"name":"a","exp_date":"2020-01"}`: `{"errors":{"exp_date":["must be a future time in ISO 8601"]}}`,
			`{"name":"a","client_user":{"role":{"id":3009}}}`: `{"errors":{"client_user.role":["is unknown"]}}`,
			`{"name":true}`: `{"errors":{"name":["can't be blank"]}}`,
		} {
			d.Expect("POST", "/iam/clients/1/tokens", body, 400, want)
		}

		for _, body := range []string{
			`{"username":"engine@example.org","password":"wrong password"}`, `{"username":"nobody@example.org","password":"a long enough password"}`,
			`{"username":"admin@localhost","password":"a long enough password"}`,
		} {
			d.Expect("POST", "/iam/auth/jwt/login", body, 400, `{"status":400,"error":"Bad Request. Unable to log in with the given user name and password."}`)
		}
		d.Expect("POST", "/iam/auth/jwt/login", `{"username":"x"}`, 400, `{"errors":{"password":["can't be blank"]}}`)
		pair := d.Object("POST", "/iam/auth/jwt/login/", `{"username":"Engine@example.org","password":"a long enough password"}`)
		access := fmt.Sprint("Authorization: Bearer ", pair["access"])
		require.EqualValues(t, engineer.ID, d.Object("GET", "/iam/clients/me", "", access)["currentUser"])
		require.Empty(t, d.List("GET", "/iam/clients/1/tokens", "", access), "only the own ones")
		require.Equal(t, 401, d.Send("GET", "/streaming/videos", "", fmt.Sprint("Authorization: Bearer ", pair["refresh"])).Code)
		require.Equal(t, 401, d.Send("GET", "/streaming/videos", "", "Authorization: Bearer "+apitest.Token).Code, "an API token is no login")

		refresh := fmt.Sprintf(`{"refresh":%q}`, pair["refresh"])
		next := d.Object("POST", "/iam/auth/jwt/refresh", refresh)
		require.Equal(t, 401, d.Send("POST", "/iam/auth/jwt/refresh", refresh).Code, "it is used up")
		require.NoError(t, accounts.RemoveUser(t.Context(), engineer.ID))
		require.Equal(t, 401, d.Send("GET", "/iam/clients/me", "", fmt.Sprint("Authorization: Bearer ", next["access"])).Code)
		require.Equal(t, 401, d.Send("POST", "/iam/auth/jwt/refresh", fmt.Sprintf(`{"refresh":%q}`, next["refresh"])).Code)

		entries, err := accounts.Audit(t.Context(), 1, 100)
		require.NoError(t, err)
		require.Equal(t, "DELETE", entries[4].Method)
		require.Equal(t, id, entries[4].Path)
		require.Equal(t, 204, entries[4].Status)
		require.NotZero(t, entries[4].TokenID)
	})
}
