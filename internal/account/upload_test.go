package account

import (
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"kinora/internal/database/dbtest"
	"kinora/internal/fault"
)

func TestUploadSessions(t *testing.T) {
	a := New(dbtest.SQLite(t))
	want := UploadSession{AccountID: 3, VideoID: 12}
	text, err := a.SignUpload(t.Context(), want)
	require.NoError(t, err)
	got, err := a.ReadUpload(t.Context(), text)
	require.NoError(t, err)
	require.Equal(t, want, got)

	key, err := a.Secret(t.Context(), uploadPurpose)
	require.NoError(t, err)
	sign := func(method jwt.SigningMethod, key any, claims jwt.MapClaims) string {
		text, err := jwt.NewWithClaims(method, claims).SignedString(key)
		require.NoError(t, err)
		return text
	}
	hour := time.Now().Add(time.Hour).Unix()
	good := jwt.MapClaims{"aud": "upload", "exp": hour, "client_id": 3, "video_id": 12}
	_, err = a.ReadUpload(t.Context(), sign(jwt.SigningMethodHS256, key, good))
	require.NoError(t, err)
	for name, text := range map[string]string{
		"empty": "", "garbage": "a.b.c", "cut": text[:len(text)-2], "long": text + strings.Repeat("x", 5000),
		"unsigned":     sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, good),
		"other key":    sign(jwt.SigningMethodHS256, []byte("0123456789abcdef0123456789abcdef"), good),
		"other method": sign(jwt.SigningMethodHS512, key, good),
		"expired":      sign(jwt.SigningMethodHS256, key, jwt.MapClaims{"aud": "upload", "exp": time.Now().Add(-time.Minute).Unix(), "client_id": 3, "video_id": 12}),
		"for ever":     sign(jwt.SigningMethodHS256, key, jwt.MapClaims{"aud": "upload", "client_id": 3, "video_id": 12}),
		"other use":    sign(jwt.SigningMethodHS256, key, jwt.MapClaims{"aud": "login", "exp": hour, "client_id": 3, "video_id": 12}),
		"no video":     sign(jwt.SigningMethodHS256, key, jwt.MapClaims{"aud": "upload", "exp": hour, "client_id": 3}),
	} {
		_, err := a.ReadUpload(t.Context(), text)
		require.Equal(t, fault.Unauthenticated, fault.KindOf(err), name)
	}
	a.now = func() time.Time { return time.Now().Add(uploadTime + time.Second) }
	_, err = a.ReadUpload(t.Context(), text)
	require.Equal(t, fault.Unauthenticated, fault.KindOf(err))
}
