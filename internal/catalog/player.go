package catalog

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
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

// PlayerPatch changes the members of a player that are set; null is the
// default.
type PlayerPatch struct {
	Name, Framework, Design, CustomCSS, JSURL, SkinJSURL, Logo, LogoPosition Opt[string]
	BGColor, FGColor, TextColor, HoverColor                                  Opt[string]
	Standard, Autoplay, Mute, DisableSkin, SpeedControl                      Opt[bool]
	SaveOptionsToCookies, ShowSharing                                        Opt[bool]
}

// Bounds of a player's texts, in bytes.
const (
	maxName     = 4096
	maxAddress  = 2048
	maxFreeText = 256 << 10
)

func (p *Player) apply(c PlayerPatch) {
	texts := map[*string]Opt[string]{
		&p.Name: c.Name, &p.Framework: c.Framework, &p.Design: c.Design, &p.CustomCSS: c.CustomCSS,
		&p.JSURL: c.JSURL, &p.SkinJSURL: c.SkinJSURL, &p.Logo: c.Logo,
		&p.BGColor: c.BGColor, &p.FGColor: c.FGColor, &p.TextColor: c.TextColor, &p.HoverColor: c.HoverColor,
	}
	for dst, o := range texts {
		setOr(dst, o, "")
	}
	for dst, o := range map[*bool]Opt[bool]{
		&p.Standard: c.Standard, &p.Autoplay: c.Autoplay, &p.Mute: c.Mute,
		&p.DisableSkin: c.DisableSkin, &p.SpeedControl: c.SpeedControl,
	} {
		setOr(dst, o, false)
	}
	setOr(&p.SaveOptionsToCookies, c.SaveOptionsToCookies, true)
	setOr(&p.ShowSharing, c.ShowSharing, true)
	if c.LogoPosition.Set {
		p.LogoPosition = blankAsNil(c.LogoPosition.Value)
	}
}

// setOr sets dst when o is set: to its value, or to def when that is null.
func setOr[T any](dst *T, o Opt[T], def T) {
	if o.Set {
		*dst = orDefault(o.Value, def)
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
	switch orDefault(p.LogoPosition, "tl") {
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

// CreatePlayer adds a player to the account.
func (l *Catalog) CreatePlayer(ctx context.Context, account int64, c PlayerPatch) (Player, error) {
	now := l.millis()
	p := Player{AccountID: account, SaveOptionsToCookies: true, ShowSharing: true, CreatedAt: now, UpdatedAt: now}
	p.apply(c)
	if err := p.check(); err != nil {
		return Player{}, err
	}
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := l.onlyStandard(ctx, tx, &p); err != nil {
			return err
		}
		if err := l.checkCount(ctx, tx, account, "players", l.Limits.Players); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&p).Exec(ctx)
		return err
	})
	return p, err
}

// onlyStandard makes room for p as the account's standard player, one change
// at a time.
func (l *Catalog) onlyStandard(ctx context.Context, tx *database.Tx, p *Player) error {
	if !p.Standard {
		return nil
	}
	if err := l.lockAccount(ctx, tx, p.AccountID); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Model((*Player)(nil)).Set("standard = ?", false).
		Where("account_id = ? AND standard AND id <> ?", p.AccountID, p.ID).Exec(ctx)
	return err
}

// lockAccount serialises changes that must see each other, on PostgreSQL;
// SQLite has one writer at a time.
func (l *Catalog) lockAccount(ctx context.Context, tx *database.Tx, account int64) error {
	if !l.db.Postgres() {
		return nil
	}
	_, err := tx.NewRaw("SELECT id FROM accounts WHERE id = ? FOR NO KEY UPDATE", account).Exec(ctx)
	return err
}

// Player returns one player of the account.
func (l *Catalog) Player(ctx context.Context, account, id int64) (Player, error) {
	return player(ctx, l.db.R, account, id)
}

func player(ctx context.Context, db bun.IDB, account, id int64) (Player, error) {
	var p Player
	err := db.NewSelect().Model(&p).Where("p.id = ? AND p.account_id = ?", id, account).Scan(ctx)
	return p, missing(err, "player")
}

// Players returns one page of the account's players, newest first, and how
// many there are. Pages count from 1.
func (l *Catalog) Players(ctx context.Context, account int64, page, perPage int) ([]Player, int, error) {
	players := []Player{}
	total, err := l.paged(l.db.R.NewSelect().Model(&players).Where("p.account_id = ?", account), page, perPage).ScanAndCount(ctx)
	return players, int(total), err
}

// paged asks for one page of rows, newest first.
func (l *Catalog) paged(q *bun.SelectQuery, page, perPage int) *bun.SelectQuery {
	return q.Order("id DESC").Limit(int64(perPage)).Offset(int64(max(page, 1)-1) * int64(perPage))
}

// UpdatePlayer applies a patch and returns the player as it is then.
func (l *Catalog) UpdatePlayer(ctx context.Context, account, id int64, c PlayerPatch) (Player, error) {
	var p Player
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if p, err = player(ctx, tx, account, id); err != nil {
			return err
		}
		p.apply(c)
		if err := p.check(); err != nil {
			return err
		}
		if err := l.onlyStandard(ctx, tx, &p); err != nil {
			return err
		}
		p.UpdatedAt = l.millis()
		_, err = tx.NewUpdate().Model(&p).ExcludeColumn("account_id", "created_at").WherePK().Exec(ctx)
		return err
	})
	return p, err
}

// DeletePlayer removes a player. What was shown with it falls back to the
// account's standard one.
func (l *Catalog) DeletePlayer(ctx context.Context, account, id int64) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		p, err := player(ctx, tx, account, id)
		if err != nil {
			return err
		}
		for _, table := range []string{"videos", "playlists"} {
			if _, err := tx.NewUpdate().Table(table).Set("player_id = NULL").Where("player_id = ?", id).Exec(ctx); err != nil {
				return err
			}
		}
		_, err = tx.NewDelete().Model(&p).WherePK().Exec(ctx)
		return err
	})
}

// PlayerFor returns the player that something of the account is shown with:
// the one it names, else the account's standard one. The system's own, whose
// ID is 0, has everything that is of use to viewers.
func (l *Catalog) PlayerFor(ctx context.Context, account int64, named *int64) (Player, error) {
	var found []Player
	err := l.db.R.NewSelect().Model(&found).
		Where("p.account_id = ? AND (p.id = ? OR p.standard)", account, orDefault(named, 0)).
		OrderExpr("CASE WHEN p.id = ? THEN 0 ELSE 1 END", orDefault(named, 0)).Limit(1).Scan(ctx)
	if err != nil || len(found) == 0 {
		return Player{SaveOptionsToCookies: true, ShowSharing: true, SpeedControl: true}, err
	}
	return found[0], nil
}

// checkPlayer refuses a player that the account does not have.
func (l *Catalog) checkPlayer(ctx context.Context, tx *database.Tx, account int64, id *int64) error {
	if id == nil {
		return nil
	}
	_, err := player(ctx, tx, account, *id)
	if fault.KindOf(err) == fault.NotFound {
		return fault.Field("player_id", "is invalid")
	}
	return err
}
