package videos_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/api"
	"kinora/internal/api/apitest"
	"kinora/internal/database/dbtest"
)

func TestUploadSession(t *testing.T) {
	d := apitest.Open(t, dbtest.SQLite(t), func(o *api.Options) { o.UploadURL = "https://up-1.example.org" })
	d.Object("POST", "/streaming/videos", `{"name":"Harbour"}`)
	got := d.Object("GET", "/streaming/videos/1/upload", "")
	require.Equal(t, []any{map[string]any{"id": 1.0, "role": "upload", "hostname": "up-1.example.org", "active": true, "ssl": true}}, got["servers"])
	session, err := d.Options.Accounts.ReadUpload(t.Context(), got["token"].(string))
	require.NoError(t, err)
	require.Equal(t, account.UploadSession{AccountID: 1, VideoID: 1}, session)
	video := got["video"].(map[string]any)
	require.Equal(t, d.Object("GET", "/streaming/videos/1", ""), video)
	require.Equal(t, []any{1.0, 1.0, "Harbour", "empty"}, []any{video["id"], video["client_id"], video["name"], video["status"]})
	require.Len(t, got, 3)
	d.Expect("GET", "/streaming/videos/8/upload", "", 404, `{"status":404,"error":"Not Found. Video was not found."}`)
	require.Equal(t, 404, d.Send("GET", "/streaming/videos/1/upload", "", d.Other).Code)
	require.Equal(t, 401, d.Send("GET", "/streaming/videos/1/upload", "", "Authorization:").Code)
	require.Equal(t, 405, d.Send("POST", "/streaming/videos/1/upload", "").Code)

	d.Options.UploadURL = "http://127.0.0.1:8080/base/"
	d.Handler = api.New(d.Options)
	server := d.Object("GET", "/streaming/videos/1/upload/", "")["servers"].([]any)[0].(map[string]any)
	require.Equal(t, []any{"127.0.0.1:8080/base", false}, []any{server["hostname"], server["ssl"]})
}
