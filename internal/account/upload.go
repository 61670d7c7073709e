package account

import (
	"context"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"kinora/internal/fault"
)

// uploadTime is how long an upload session may be used to start uploads.
const uploadTime = 4 * time.Hour

// uploadPurpose names the key and the audience of upload sessions.
const uploadPurpose = "upload"

// maxSession bounds the text of an upload session that is looked at, in bytes.
const maxSession = 4096

// UploadSession lets whoever holds its text start uploads for one video.
type UploadSession struct {
	AccountID int64
	VideoID   int64
}

type uploadClaims struct {
	jwt.RegisteredClaims
	AccountID int64 `json:"client_id"`
	VideoID   int64 `json:"video_id"`
}

// SignUpload returns the text of a session, a JWT that is valid for 4 hours.
func (a *Accounts) SignUpload(ctx context.Context, s UploadSession) (string, error) {
	key, err := a.Secret(ctx, uploadPurpose)
	if err != nil {
		return "", err
	}
	now := a.now()
	return jwt.NewWithClaims(jwt.SigningMethodHS256, uploadClaims{
		RegisteredClaims: jwt.RegisteredClaims{
			Audience: jwt.ClaimStrings{uploadPurpose}, Subject: strconv.FormatInt(s.VideoID, 10),
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(uploadTime)),
		},
		AccountID: s.AccountID, VideoID: s.VideoID,
	}).SignedString(key)
}

// ReadUpload returns the session behind its text, or a fault.Unauthenticated.
func (a *Accounts) ReadUpload(ctx context.Context, text string) (UploadSession, error) {
	if len(text) > maxSession {
		return UploadSession{}, fault.New(fault.Unauthenticated, "the upload session is too long")
	}
	key, err := a.Secret(ctx, uploadPurpose)
	if err != nil {
		return UploadSession{}, err
	}
	var claims uploadClaims
	_, err = jwt.ParseWithClaims(text, &claims, func(*jwt.Token) (any, error) { return key, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithAudience(uploadPurpose),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(a.now))
	if err != nil || claims.AccountID <= 0 || claims.VideoID <= 0 {
		return UploadSession{}, fault.Wrap(fault.Unauthenticated, "the upload session is invalid or expired", err)
	}
	return UploadSession{AccountID: claims.AccountID, VideoID: claims.VideoID}, nil
}
