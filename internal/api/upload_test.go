package api

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/account"
	"kinora/internal/catalog"
)

func TestUploadSession(t *testing.T) {
	d := open(t, func(o *Options) {
		o.UploadURL = "https://up-1.example.org"
		o.SignUpload = func(_ context.Context, s account.UploadSession) (string, error) {
			require.Equal(t, account.UploadSession{AccountID: 1, VideoID: 7}, s)
			return "a.b.c", nil
		}
	})
	d.lib.videos = []catalog.Video{{ID: 7, AccountID: 1, Name: "Harbour", Slug: "Ab3dE5gH7jK9mN1p", Status: "empty"}}
	got := d.object("GET", "/streaming/videos/7/upload", "")
	require.Equal(t, []any{map[string]any{"id": 1.0, "role": "upload", "hostname": "up-1.example.org", "active": true, "ssl": true}}, got["servers"])
	require.Equal(t, "a.b.c", got["token"])
	video := got["video"].(map[string]any)
	require.Equal(t, d.object("GET", "/streaming/videos/7", ""), video)
	require.Equal(t, []any{7.0, 1.0, "Harbour", "empty"}, []any{video["id"], video["client_id"], video["name"], video["status"]})
	require.Len(t, got, 3)
	d.expect("GET", "/streaming/videos/8/upload", "", 404, `{"status":404,"error":"Not Found. Video was not found."}`)
	require.Equal(t, 404, d.send("GET", "/streaming/videos/7/upload", "", "Authorization: APIKey "+otherToken).Code)
	require.Equal(t, 401, d.send("GET", "/streaming/videos/7/upload", "", "Authorization:").Code)
	require.Equal(t, 405, d.send("POST", "/streaming/videos/7/upload", "").Code)

	d = open(t, func(o *Options) {
		o.UploadURL = "http://127.0.0.1:8080/base/"
		o.SignUpload = func(context.Context, account.UploadSession) (string, error) { return "x", nil }
	})
	d.lib.videos = []catalog.Video{{ID: 7, AccountID: 1, Status: catalog.StatusEmpty}}
	server := d.object("GET", "/streaming/videos/7/upload/", "")["servers"].([]any)[0].(map[string]any)
	require.Equal(t, []any{"127.0.0.1:8080/base", false}, []any{server["hostname"], server["ssl"]})
}
