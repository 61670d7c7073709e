// Package player keeps how accounts want the player page to look and behave.
package player

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/quota"
)

// Player is a set of wishes how the player page looks and behaves. Blank text
// means that of the system's own player. Colours are #RRGGBB.
type Player struct {
	bun.BaseModel `bun:"table:players,alias:p"`

	ID                   int64 `bun:",pk,autoincrement"`
	AccountID            int64
	Name                 string
	Standard             bool // for the account's videos that name no other
	Framework            string
	Design               string
	CustomCSS            string `bun:"custom_css"`
	JSURL                string `bun:"js_url"`
	SkinJSURL            string `bun:"skin_js_url"`
	BGColor              string `bun:"bg_color"`
	FGColor              string `bun:"fg_color"`
	TextColor            string
	HoverColor           string
	Autoplay             bool
	Mute                 bool
	DisableSkin          bool
	SaveOptionsToCookies bool
	ShowSharing          bool
	SpeedControl         bool
	Logo                 string
	LogoPosition         *string // tl, tr, bl or br
	CreatedAt            int64
	UpdatedAt            int64
}

// Patch changes the members of a player that are set; null is the
// default.
type Patch struct {
	Name, Framework, Design, CustomCSS, JSURL, SkinJSURL, Logo, LogoPosition opt.Opt[string]
	BGColor, FGColor, TextColor, HoverColor                                  opt.Opt[string]
	Standard, Autoplay, Mute, DisableSkin, SpeedControl                      opt.Opt[bool]
	SaveOptionsToCookies, ShowSharing                                        opt.Opt[bool]
}

// Bounds of a player's texts, in bytes.
const (
	maxName     = 4096
	maxAddress  = 2048
	maxFreeText = 256 << 10
)

// Players are the players of all accounts in a database. They are safe for
// concurrent use.
type Players struct {
	Max int64 // that an account may have, 0 is no limit; set before use
	// Deleted lets what is shown with a player forget it; nil when nothing is.
	Deleted func(ctx context.Context, tx *database.Tx, id int64) error

	db *database.DB
}

// New returns the players kept in db.
func New(db *database.DB) *Players { return &Players{db: db} }

func (p *Player) apply(c Patch) {
	texts := map[*string]opt.Opt[string]{
		&p.Name: c.Name, &p.Framework: c.Framework, &p.Design: c.Design, &p.CustomCSS: c.CustomCSS,
		&p.JSURL: c.JSURL, &p.SkinJSURL: c.SkinJSURL, &p.Logo: c.Logo,
		&p.BGColor: c.BGColor, &p.FGColor: c.FGColor, &p.TextColor: c.TextColor, &p.HoverColor: c.HoverColor,
	}
	for dst, o := range texts {
		o.PutOr(dst, "")
	}
	for dst, o := range map[*bool]opt.Opt[bool]{
		&p.Standard: c.Standard, &p.Autoplay: c.Autoplay, &p.Mute: c.Mute,
		&p.DisableSkin: c.DisableSkin, &p.SpeedControl: c.SpeedControl,
	} {
		o.PutOr(dst, false)
	}
	c.SaveOptionsToCookies.PutOr(&p.SaveOptionsToCookies, true)
	c.ShowSharing.PutOr(&p.ShowSharing, true)
	if c.LogoPosition.Set {
		p.LogoPosition = opt.Text(c.LogoPosition.Value)
	}
}

var color = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

func (p *Player) check() error {
	if strings.TrimSpace(p.Name) == "" {
		return fault.Field("name", "can't be blank")
	}
	for _, f := range []struct {
		name, value string
		ok          bool
	}{
		{"name", p.Name, len(p.Name) <= maxName},
		{"framework", p.Framework, len(p.Framework) <= maxAddress},
		{"design", p.Design, len(p.Design) <= maxFreeText},
		{"custom_css", p.CustomCSS, len(p.CustomCSS) <= maxFreeText},
		{"js_url", p.JSURL, isWebAddress(p.JSURL)},
		{"skin_js_url", p.SkinJSURL, isWebAddress(p.SkinJSURL)},
		{"logo", p.Logo, isWebAddress(p.Logo)},
		{"bg_color", p.BGColor, color.MatchString(p.BGColor)},
		{"fg_color", p.FGColor, color.MatchString(p.FGColor)},
		{"text_color", p.TextColor, color.MatchString(p.TextColor)},
		{"hover_color", p.HoverColor, color.MatchString(p.HoverColor)},
	} {
		if f.value != "" && !f.ok {
			return fault.Field(f.name, "is invalid")
		}
	}
	switch opt.Or(p.LogoPosition, "tl") {
	case "tl", "tr", "bl", "br":
		return nil
	}
	return fault.Field("logo_position", "is invalid")
}

// isWebAddress reports whether s is an http or https URL of sane length.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= maxAddress && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// Create adds a player to the account.
func (s *Players) Create(ctx context.Context, owner int64, c Patch) (Player, error) {
	now := time.Now().UnixMilli()
	p := Player{AccountID: owner, SaveOptionsToCookies: true, ShowSharing: true, CreatedAt: now, UpdatedAt: now}
	p.apply(c)
	if err := p.check(); err != nil {
		return Player{}, err
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := s.onlyStandard(ctx, tx, &p); err != nil {
			return err
		}
		if err := quota.CheckCount(ctx, tx, owner, "players", s.Max, tx.NewSelect().Model((*Player)(nil)).Where("account_id = ?", owner)); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&p).Exec(ctx)
		return err
	})
	return p, err
}

// onlyStandard makes room for p as the account's standard player, one change
// at a time.
func (s *Players) onlyStandard(ctx context.Context, tx *database.Tx, p *Player) error {
	if !p.Standard {
		return nil
	}
	if err := account.LockTx(ctx, tx, p.AccountID); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Model((*Player)(nil)).Set("standard = ?", false).
		Where("account_id = ? AND standard AND id <> ?", p.AccountID, p.ID).Exec(ctx)
	return err
}

// One returns one player of the account.
func (s *Players) One(ctx context.Context, account, id int64) (Player, error) {
	return find(ctx, s.db.R, account, id)
}

func find(ctx context.Context, db bun.IDB, account, id int64) (Player, error) {
	var p Player
	err := db.NewSelect().Model(&p).Where("p.id = ? AND p.account_id = ?", id, account).Scan(ctx)
	return p, database.Missing(err, "player")
}

// List returns one page of the account's players, newest first, and how
// many there are. Pages count from 1.
func (s *Players) List(ctx context.Context, account int64, page, perPage int) ([]Player, int, error) {
	players := []Player{}
	total, err := database.Page(s.db.R.NewSelect().Model(&players).Where("p.account_id = ?", account), page, perPage).ScanAndCount(ctx)
	return players, int(total), err
}

// Update applies a patch and returns the player as it is then.
func (s *Players) Update(ctx context.Context, account, id int64, c Patch) (Player, error) {
	var p Player
	err := s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if p, err = find(ctx, tx, account, id); err != nil {
			return err
		}
		p.apply(c)
		if err := p.check(); err != nil {
			return err
		}
		if err := s.onlyStandard(ctx, tx, &p); err != nil {
			return err
		}
		p.UpdatedAt = time.Now().UnixMilli()
		_, err = tx.NewUpdate().Model(&p).ExcludeColumn("account_id", "created_at").WherePK().Exec(ctx)
		return err
	})
	return p, err
}

// Delete removes a player. What was shown with it falls back to the
// account's standard one.
func (s *Players) Delete(ctx context.Context, account, id int64) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		p, err := find(ctx, tx, account, id)
		if err != nil {
			return err
		}
		if s.Deleted != nil {
			if err := s.Deleted(ctx, tx, id); err != nil {
				return err
			}
		}
		_, err = tx.NewDelete().Model(&p).WherePK().Exec(ctx)
		return err
	})
}

// For returns the player that something of the account is shown with:
// the one it names, else the account's standard one. The system's own, whose
// ID is 0, has everything that is of use to viewers.
func (s *Players) For(ctx context.Context, account int64, named *int64) (Player, error) {
	var found []Player
	err := s.db.R.NewSelect().Model(&found).
		Where("p.account_id = ? AND (p.id = ? OR p.standard)", account, opt.Or(named, 0)).
		OrderExpr("CASE WHEN p.id = ? THEN 0 ELSE 1 END", opt.Or(named, 0)).Limit(1).Scan(ctx)
	if err != nil || len(found) == 0 {
		return Player{SaveOptionsToCookies: true, ShowSharing: true, SpeedControl: true}, err
	}
	return found[0], nil
}

// CheckTx refuses a player that the account does not have.
func CheckTx(ctx context.Context, tx *database.Tx, account int64, id *int64) error {
	if id == nil {
		return nil
	}
	_, err := find(ctx, tx, account, *id)
	if fault.KindOf(err) == fault.NotFound {
		return fault.Field("player_id", "is invalid")
	}
	return err
}
