// Package quality keeps the ladders that operators define in place of the
// system's own.
package quality

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/plan"
)

// Set is a ladder of the operator's own, in place of the system's.
type Set struct {
	ID        int64     `json:"id" yaml:"id"`
	Name      string    `json:"name" yaml:"name"`
	Accounts  []int64   `json:"accounts,omitempty" yaml:"accounts"` // that may use it; nil = all
	Qualities []Quality `json:"qualities" yaml:"qualities"`
}

// Quality is one step of a ladder.
type Quality = plan.Quality

// Bounds of a quality, which any ladder in use stays far inside of.
const (
	maxSets      = 100
	maxQualities = 24
)

// profiles are the codecs, each with the profiles that it may be told to use.
var profiles = map[string][]string{
	"h264": {"baseline", "main", "high"}, "hevc": {"main"}, "av1": {"main"}, "vp9": {"profile0"},
}

var qualityName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// Check fills the defaults of sets in, and names the first key whose
// value is not accepted, with what would be.
func Check(sets []Set) error {
	if len(sets) > maxSets {
		return refused("quality_sets", len(sets), fmt.Sprintf("up to %d sets", maxSets))
	}
	known, qualities := map[int64]bool{}, map[int64]bool{}
	for i := range sets {
		at := fmt.Sprintf("quality_sets[%d]", i)
		if err := sets[i].check(at, qualities); err != nil {
			return err
		}
		if known[sets[i].ID] {
			return refused(at+".id", sets[i].ID, "an id that no other set has")
		}
		known[sets[i].ID] = true
	}
	return nil
}

func (s *Set) check(at string, known map[int64]bool) error {
	switch {
	case s.ID < 1:
		return refused(at+".id", s.ID, "a number from 1")
	case strings.TrimSpace(s.Name) == "" || len(s.Name) > 200:
		return refused(at+".name", s.Name, "1 to 200 bytes of text")
	case s.Accounts != nil && (len(s.Accounts) == 0 || slices.Min(s.Accounts) < 1):
		return refused(at+".accounts", s.Accounts, "ids of accounts, or leave it out for all")
	case len(s.Qualities) == 0 || len(s.Qualities) > maxQualities:
		return refused(at+".qualities", len(s.Qualities), fmt.Sprintf("1 to %d qualities", maxQualities))
	}
	names := map[string]bool{}
	for i := range s.Qualities {
		q, at := &s.Qualities[i], fmt.Sprintf("%s.qualities[%d]", at, i)
		fillQuality(q)
		if err := checkQuality(q, at); err != nil {
			return err
		}
		if known[q.ID] {
			return refused(at+".id", q.ID, "an id that no other quality has")
		}
		if names[q.Name] {
			return refused(at+".name", q.Name, "a name that no other quality of the set has")
		}
		known[q.ID], names[q.Name] = true, true
	}
	return nil
}

func fillQuality(q *Quality) {
	if q.Version == 0 {
		q.Version = 1
	}
	if q.FPS == 0 {
		q.FPS = 30
	}
	if q.Name == "" {
		q.Name = fmt.Sprintf("%d_%s_%dp", q.ID, q.Codec, q.ShortSide)
	}
}

func checkQuality(q *Quality, at string) error {
	for _, c := range []struct {
		key   string
		value any
		want  string
		ok    bool
	}{
		{"id", q.ID, "a number from 1", q.ID >= 1},
		{"version", q.Version, "a number from 1", q.Version >= 1},
		{"codec", q.Codec, "h264, hevc, av1 or vp9", profiles[q.Codec] != nil},
		{"short_side", q.ShortSide, "an even number of 64 to 4320 pixels", q.ShortSide >= 64 && q.ShortSide <= 4320 && q.ShortSide%2 == 0},
		{"video_kbps", q.VideoKbps, "30 to 200000", q.VideoKbps >= 30 && q.VideoKbps <= 200000},
		{"audio_kbps", q.AudioKbps, "32 to 320", q.AudioKbps >= 32 && q.AudioKbps <= 320},
		{"fps", q.FPS, fmt.Sprintf("keep, or cap N with N of 1 to %d", plan.MaxFPS), q.FPS >= 1 && q.FPS <= plan.MaxFPS},
		{"profile", q.Profile, strings.Join(profiles[q.Codec], ", "), q.Profile == "" || slices.Contains(profiles[q.Codec], q.Profile)},
		{"name", q.Name, "up to 64 letters, digits, dots, dashes and underscores", qualityName.MatchString(q.Name)},
	} {
		if !c.ok {
			return refused(at+"."+c.key, c.value, c.want)
		}
	}
	return nil
}

func refused(key string, value any, want string) error {
	return fmt.Errorf("%s: %q is not accepted; give %s", key, fmt.Sprint(value), want)
}

// Sets are the sets of the settings, and what accounts made their default in a
// database. They are safe for concurrent use; nil has none.
type Sets struct {
	db  *database.DB
	all []Set
}

// New returns the sets of the settings (see Check), and what db says of them.
func New(db *database.DB, sets ...Set) *Sets { return &Sets{db, sets} }

// setDefault is the set that an account's videos get when they name
// none.
type setDefault struct {
	bun.BaseModel `bun:"table:quality_set_defaults"`

	AccountID int64 `bun:",pk"`
	VOD       int64 `bun:"vod"`
	UpdatedAt int64
}

// Of returns the sets that an account may use, and the id of its
// default, 0 for the system's ladder.
func (s *Sets) Of(ctx context.Context, account int64) (sets []Set, standard int64, err error) {
	if s == nil {
		return nil, 0, nil
	}
	for _, set := range s.all {
		if set.open(account) {
			sets = append(sets, set)
		}
	}
	var row setDefault
	err = s.db.R.NewSelect().Model(&row).Where("account_id = ?", account).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) || err == nil && s.find(account, row.VOD) == nil {
		return sets, 0, nil
	}
	return sets, row.VOD, err
}

// SetDefault makes a set the account's default; nil brings the
// system's ladder back. A set that the account does not have is fault.Invalid.
func (s *Sets) SetDefault(ctx context.Context, account int64, id *int64) error {
	if id != nil && s.find(account, *id) == nil {
		return fault.New(fault.Invalid, fmt.Sprintf("there is no quality set %d for videos", *id))
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if id == nil {
			_, err := tx.NewDelete().Model((*setDefault)(nil)).Where("account_id = ?", account).Exec(ctx)
			return err
		}
		row := setDefault{AccountID: account, VOD: *id, UpdatedAt: time.Now().UnixMilli()}
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (account_id) DO UPDATE").
			Set("vod = EXCLUDED.vod, updated_at = EXCLUDED.updated_at").Exec(ctx)
		return err
	})
}

// Has tells whether there is a set that an account may use.
func (s *Sets) Has(account, id int64) bool { return s.find(account, id) != nil }

// Ladder returns the set by which something is encoded: the one it names, else
// its account's default, else nil, which is the system's ladder. A set that the
// settings no longer have counts as none.
func (s *Sets) Ladder(ctx context.Context, account int64, named *int64) (*Set, error) {
	if named != nil {
		if set := s.find(account, *named); set != nil {
			return set, nil
		}
	}
	_, id, err := s.Of(ctx, account)
	return s.find(account, id), err
}

func (s *Sets) find(account, id int64) *Set {
	if s == nil {
		return nil
	}
	i := slices.IndexFunc(s.all, func(set Set) bool { return set.ID == id && set.open(account) })
	if i < 0 {
		return nil
	}
	return &s.all[i]
}

// open reports whether an account may use the set.
func (s *Set) open(account int64) bool {
	return s.Accounts == nil || slices.Contains(s.Accounts, account)
}
