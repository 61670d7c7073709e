package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/uptrace/bun"

	"kinora/internal/address"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/visitor"
)

// Encryption is whether an account's videos are encrypted (AES-128), and who
// gives the keys to viewers. The zero value is not.
type Encryption struct {
	bun.BaseModel `bun:"table:encryptions,alias:e"`

	AccountID int64 `bun:",pk"`
	Enabled   bool
	// KeyServer is the base of the URLs at which players ask for keys, without
	// a slash at its end. It belongs to the account's owner and asks the API.
	KeyServer string
	// Networks may ask the API for the account's keys without a token.
	Networks  []string
	UpdatedAt int64 // Unix milliseconds
}

// KeyURL is where a player asks for the key of a video.
func (e *Encryption) KeyURL(slug string) string {
	return e.KeyServer + address.Video{Account: e.AccountID, Slug: slug}.Path() + "/encryption"
}

// Encryption returns how an account's videos are encrypted.
func (a *Accounts) Encryption(ctx context.Context, account int64) (Encryption, error) {
	return encryption(ctx, a.db.R, account)
}

func encryption(ctx context.Context, db bun.IDB, account int64) (Encryption, error) {
	var found Encryption
	err := db.NewSelect().Model(&found).Where("e.account_id = ?", account).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Encryption{AccountID: account}, nil
	}
	return found, err
}

// ChangeEncryption lets change alter how an account's videos are encrypted and
// keeps the result.
func (a *Accounts) ChangeEncryption(ctx context.Context, account int64, change func(*Encryption)) (Encryption, error) {
	var changed Encryption
	err := a.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		known, err := tx.NewSelect().Model((*Account)(nil)).Where("a.id = ?", account).Exists(ctx)
		if err != nil {
			return err
		}
		if !known {
			return fault.Missing(fmt.Sprintf("account %d", account))
		}
		if changed, err = encryption(ctx, tx, account); err != nil {
			return err
		}
		change(&changed)
		changed.AccountID, changed.UpdatedAt = account, a.millis()
		if err := changed.normalize(); err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&changed).On("CONFLICT (account_id) DO UPDATE").
			Set("enabled = EXCLUDED.enabled, key_server = EXCLUDED.key_server, networks = EXCLUDED.networks, updated_at = EXCLUDED.updated_at").Exec(ctx)
		return err
	})
	return changed, err
}

func (e *Encryption) normalize() error {
	if e.KeyServer != "" {
		u, err := url.Parse(e.KeyServer)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(u.Host, "\"'<>") || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			return fault.Field("key_server", "must be a URL such as https://keys.example.org")
		}
		e.KeyServer = strings.TrimRight(u.String(), "/")
	}
	if e.Enabled && e.KeyServer == "" {
		return fault.Field("key_server", "is needed for encryption")
	}
	list, err := visitor.ParseNetworks(e.Networks)
	if err != nil {
		return fault.Field("networks", err.Error())
	}
	e.Networks = make([]string, len(list))
	for i, p := range list {
		e.Networks[i] = p.String()
	}
	return nil
}

// VideoKey returns the AES-128 key of a video. It follows from the server's
// secret and the video's public name, so that it never changes and need not be
// kept.
func (a *Accounts) VideoKey(ctx context.Context, account int64, slug string) (key [16]byte, err error) {
	secret := a.keySecret.Load()
	if secret == nil {
		made, err := a.Secret(ctx, "video keys")
		if err != nil {
			return key, err
		}
		secret = &made
		a.keySecret.Store(secret)
	}
	mac := hmac.New(sha256.New, *secret)
	fmt.Fprintf(mac, "%d_%s", account, slug)
	return [16]byte(mac.Sum(nil)), nil
}
