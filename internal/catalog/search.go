package catalog

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/uptrace/bun"
	"golang.org/x/text/unicode/norm"

	"kinora/internal/database"
)

// A search finds what has the wanted text in its name, whatever the case, or is
// it by id or slug. It answers alike on both databases, because they only tell
// which videos come into question, by grams: every one, two and three
// neighbouring characters of a name. Whether a name matches is decided here.

const (
	maxSearched = 500    // characters of a name that are searched
	maxFound    = 10_000 // how deep the pages of a search go
	gramRows    = 1000   // of one statement
	maxWanted   = 32     // characters of a search that candidates are chosen by
	maxGrams    = 4      // that candidates must have
	sampled     = 16     // blocks by which the rarest grams are told
	checked     = 250    // names read at a time, at most
	spare       = 20     // of them, for those that only look like what is wanted
)

// searchable is a name as it is searched: its beginning, in one form and one
// case. An accent may be written as a character of its own, a Korean syllable as
// its letters, a letter as wide as an ideograph: all of these are the same text
// (Unicode's NFKC).
func searchable(name string) string {
	name = norm.NFKC.String(beginning(name, maxDecomposed*maxSearched))
	return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, beginning(name, maxSearched))
}

// maxDecomposed is how many characters one may be written as, at most.
const maxDecomposed = 4

// beginning returns the first n characters of a text.
func beginning(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// gramsOf returns the grams of low to high characters of a searchable text,
// each once, ascending. A character has 21 bits.
func gramsOf(text string, low, high int) []int64 {
	runes := []rune(text)
	var out []int64
	for i := range runes {
		gram := int64(0)
		for n := 1; n <= high && i+n <= len(runes); n++ {
			gram = gram<<21 | int64(runes[i+n-1])
			if n >= low {
				out = append(out, gram)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// videoGram says which of 64 neighbouring videos have a gram in their name.
type videoGram struct {
	bun.BaseModel `bun:"table:video_grams,alias:g"`

	AccountID int64
	Gram      int64
	Block     int64
	Bits      int64
}

func blockOf(id int64) (block, bit int64) { return id >> 6, 1 << (id & 63) }

// gramRowsOf returns the rows of videos' names, in the order in which every
// transaction locks them.
func gramRowsOf(videos []Video) []videoGram {
	marks := map[videoGram]int64{}
	for i := range videos {
		v := &videos[i]
		block, bit := blockOf(v.ID)
		for _, gram := range gramsOf(searchable(v.Name), 1, 3) {
			marks[videoGram{AccountID: v.AccountID, Gram: gram, Block: block}] |= bit
		}
	}
	rows := make([]videoGram, 0, len(marks))
	for row, b := range marks {
		row.Bits = b
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b videoGram) int {
		return cmp.Or(cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.Gram, b.Gram), cmp.Compare(a.Block, b.Block))
	})
	return rows
}

// index makes videos found by their names.
func (l *Catalog) index(ctx context.Context, tx *database.Tx, videos []Video) error {
	return l.writeGrams(ctx, tx, gramRowsOf(videos), "bits = g.bits | EXCLUDED.bits")
}

// reindex makes a video found by its new name instead of its old one.
func (l *Catalog) reindex(ctx context.Context, tx *database.Tx, v Video, old string) error {
	if searchable(old) == searchable(v.Name) {
		return nil
	}
	before := v
	before.Name = old
	rows := gramRowsOf([]Video{before, v})
	now := gramsOf(searchable(v.Name), 1, 3)
	for i := range rows {
		if _, kept := slices.BinarySearch(now, rows[i].Gram); !kept {
			rows[i].Bits = 0
		}
	}
	_, bit := blockOf(v.ID)
	if err := l.writeGrams(ctx, tx, rows, "bits = (g.bits & ~ CAST(? AS BIGINT)) | EXCLUDED.bits", bit); err != nil {
		return err
	}
	return l.sweepGrams(ctx, tx, rows)
}

// unindex makes videos no longer found by their names.
func (l *Catalog) unindex(ctx context.Context, tx *database.Tx, videos []Video) error {
	rows := gramRowsOf(videos)
	if err := l.writeGrams(ctx, tx, rows, "bits = g.bits & ~EXCLUDED.bits"); err != nil {
		return err
	}
	return l.sweepGrams(ctx, tx, rows)
}

func (l *Catalog) writeGrams(ctx context.Context, tx *database.Tx, rows []videoGram, merge string, args ...any) error {
	for some := range slices.Chunk(rows, gramRows) {
		if _, err := tx.NewInsert().Model(&some).On("CONFLICT (account_id, gram, block) DO UPDATE").
			Set(merge, args...).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// sweepGrams removes those of rows, which the transaction has locked already,
// that say nothing any more.
func (l *Catalog) sweepGrams(ctx context.Context, tx *database.Tx, rows []videoGram) error {
	type place struct{ account, block int64 }
	grams := map[place][]int64{}
	for _, r := range rows {
		at := place{r.AccountID, r.Block}
		grams[at] = append(grams[at], r.Gram)
	}
	for at, list := range grams {
		if _, err := tx.NewDelete().Model((*videoGram)(nil)).
			Where("account_id = ? AND gram IN (?) AND block = ? AND bits = 0", at.account, bun.List(list), at.block).
			Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// IndexNames makes videos found that were created before there was a search
// index. It goes on where an interrupted call stopped, and does nothing when
// all are found.
func (l *Catalog) IndexNames(ctx context.Context, log *slog.Logger) error {
	done := 0
	for {
		n, err := l.indexSome(ctx)
		if err != nil {
			return fmt.Errorf("index the names of videos: %w", err)
		}
		if n == 0 {
			return nil
		}
		if done += n; done%(20*unindexed) == 0 || n < unindexed {
			log.LogAttrs(ctx, slog.LevelInfo, "names of videos indexed for search", slog.Int("videos", done))
		}
	}
}

// unindexed is how many videos are indexed in one transaction.
const unindexed = 2048

func (l *Catalog) indexSome(ctx context.Context) (n int, err error) {
	err = l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		var ids []int64
		if err := tx.NewSelect().Table("unindexed_videos").Column("video_id").Order("video_id").
			Limit(unindexed).Scan(ctx, &ids); err != nil || len(ids) == 0 {
			return err
		}
		n = len(ids)
		var videos []Video
		if err := l.db.ForUpdate(tx.NewSelect().Model(&videos).Column("id", "account_id", "name").
			Where("v.id IN (?) AND v.deleted_at IS NULL", bun.List(ids))).Scan(ctx); err != nil {
			return err
		}
		if err := l.index(ctx, tx, videos); err != nil {
			return err
		}
		_, err := tx.NewDelete().Table("unindexed_videos").Where("video_id IN (?)", bun.List(ids)).Exec(ctx)
		return err
	})
	return n, err
}

// search returns the ids of the page that a filter with a search asks for,
// newest first, and how many match.
func (l *Catalog) search(ctx context.Context, account int64, f Filter) ([]int64, Total, error) {
	wanted := searchable(f.Search)
	suspects, err := l.suspects(ctx, account, f, wanted)
	if err != nil {
		return nil, Total{}, err
	}
	enough := min(max(maxMatched, f.offset()+f.PerPage), maxFound) + 1
	var found []int64
	for len(found) < enough {
		ids, err := suspects.next(ctx)
		if err != nil {
			return nil, Total{}, err
		}
		if len(ids) == 0 {
			break
		}
		for len(ids) > 0 && len(found) < enough {
			n := min(enough-len(found)+spare, checked, len(ids))
			if found, err = l.match(ctx, account, f, wanted, ids[:n], found); err != nil {
				return nil, Total{}, err
			}
			ids = ids[n:]
		}
	}
	end := min(f.offset()+f.PerPage, len(found), maxFound)
	counted := max(min(len(found), maxMatched), end)
	return found[min(f.offset(), end):end], Total{N: counted, More: len(found) > counted}, nil
}

// match appends those of ids, newest first, that a filter matches.
func (l *Catalog) match(ctx context.Context, account int64, f Filter, wanted string, ids, found []int64) ([]int64, error) {
	rows, err := l.often.names.Rows(ctx, l.db.IDs(ids), account, f.Status, f.ClientUserID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var slug, name string
		if err := rows.Scan(&id, &slug, &name); err != nil {
			return nil, err
		}
		if slug == f.Search || strings.Contains(searchable(name), wanted) || strconv.FormatInt(id, 10) == f.Search {
			found = append(found, id)
		}
	}
	return found, rows.Err()
}

// suspects are the videos that come into question, newest first, some at a
// time.
type suspects struct {
	db      bun.IDB
	account int64
	grams   []int64 // that they must have; none: nothing is left but sure
	sure    []int64 // ids that come into question for themselves, newest first
	above   int64   // blocks from here on were returned
	blocks  int64   // to read next
}

func (l *Catalog) suspects(ctx context.Context, account int64, f Filter, wanted string) (*suspects, error) {
	s := &suspects{db: l.db.R, account: account, above: 1 << 58, blocks: 32}
	if f.IDs != nil {
		s.sure = slices.Clone(f.IDs)
	} else if err := s.look(ctx, f.Search, wanted); err != nil {
		return nil, err
	}
	slices.SortFunc(s.sure, func(a, b int64) int { return cmp.Compare(b, a) })
	return s, nil
}

// look finds out what to look for.
func (s *suspects) look(ctx context.Context, search, wanted string) (err error) {
	if id, err := strconv.ParseInt(search, 10, 64); err == nil {
		s.sure = append(s.sure, id)
	}
	var named []int64
	if err := s.db.NewSelect().Model((*Video)(nil)).Column("v.id").Where("v.slug = ?", search).Scan(ctx, &named); err != nil {
		return err
	}
	s.sure = append(s.sure, named...)
	runes := []rune(wanted)
	switch n := min(len(runes), maxWanted); {
	case len(runes) > maxSearched:
	case n <= 3:
		s.grams = gramsOf(wanted, n, n)
	default:
		s.grams, err = s.rarest(ctx, parts(string(runes[:n])))
	}
	return err
}

// parts returns the grams of each part of a search of four characters or more.
// Those of one part mostly come together, so that a second one would tell
// little: parts are the words, and what is around the gaps between them; of a
// single word, its halves.
func parts(text string) [][]int64 {
	runes := []rune(text)
	var words, gaps [][]int64
	begin := 0
	for i, r := range runes {
		if r != ' ' {
			continue
		}
		if i > begin {
			words = append(words, longest(runes[begin:i]))
		}
		if i > 0 && i+1 < len(runes) {
			gaps = append(gaps, longest(runes[i-1:i+2]))
		}
		begin = i + 1
	}
	if begin == 0 {
		half := len(runes) / 2
		return [][]int64{longest(runes[:half+1]), longest(runes[half-1:])}
	}
	if begin < len(runes) {
		words = append(words, longest(runes[begin:]))
	}
	return append(words, gaps...)
}

// longest returns the grams of three characters, or of all there are.
func longest(runes []rune) []int64 {
	n := min(len(runes), 3)
	return gramsOf(string(runes), n, n)
}

// rarest returns of each part of a search the gram that fewest of the newest
// videos have, the rarest first, and no more than a few.
func (s *suspects) rarest(ctx context.Context, parts [][]int64) ([]int64, error) {
	var rows []videoGram
	newest := s.db.NewSelect().Model((*Video)(nil)).ColumnExpr("MAX(v.id)").Where("v.account_id = ? AND v.deleted_at IS NULL", s.account)
	if err := s.db.NewSelect().Model(&rows).Column("gram", "bits").
		Where("account_id = ? AND gram IN (?) AND block > (?) / 64 - ?", s.account, bun.List(slices.Concat(parts...)), newest, sampled).
		Scan(ctx); err != nil {
		return nil, err
	}
	often := map[int64]int{}
	for _, r := range rows {
		often[r.Gram] += bits.OnesCount64(uint64(r.Bits)) //nolint:gosec // 64 bits either way
	}
	// Of equal ones the last in the alphabet: digits come first, and everywhere.
	rarer := func(a, b int64) int { return cmp.Or(cmp.Compare(often[a], often[b]), cmp.Compare(b, a)) }
	grams := make([]int64, len(parts))
	for i, part := range parts {
		grams[i] = slices.MinFunc(part, rarer)
	}
	slices.SortFunc(grams, rarer)
	grams = slices.Compact(grams)
	return grams[:min(len(grams), maxGrams)], nil
}

// next returns the next ids, newest first; none at the end.
func (s *suspects) next(ctx context.Context) ([]int64, error) {
	var ids []int64
	for len(ids) == 0 && (len(s.grams) > 0 || len(s.sure) > 0) {
		lowest, err := s.read(ctx, &ids)
		if err != nil {
			return nil, err
		}
		for len(s.sure) > 0 && s.sure[0]>>6 >= lowest {
			ids, s.sure = append(ids, s.sure[0]), s.sure[1:]
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Compare(b, a) })
	return slices.Compact(ids), nil
}

// read appends the ids of the next blocks that have all grams, and returns the
// lowest block that is done with. Each row of the rarest gram looks the others
// up by key, which both databases do the same way whatever they think of their
// statistics.
func (s *suspects) read(ctx context.Context, ids *[]int64) (lowest int64, err error) {
	if len(s.grams) == 0 {
		return -1 << 58, nil
	}
	all := "g.bits"
	var args []any
	q := s.db.NewSelect()
	for _, gram := range s.grams[1:] {
		all += " & (SELECT o.bits FROM video_grams o WHERE o.account_id = g.account_id AND o.gram = ? AND o.block = g.block)"
		args = append(args, gram)
		q = q.Where("("+all+") <> 0", args...) // each again, so that few rows come to the next
	}
	var rows []videoGram
	if err := q.Model(&rows).Column("g.block").ColumnExpr(all+" AS bits", args...).
		Where("g.account_id = ? AND g.gram = ? AND g.block < ?", s.account, s.grams[0], s.above).
		Order("g.block DESC").Limit(s.blocks).Scan(ctx); err != nil {
		return 0, err
	}
	for _, r := range rows {
		for bit := int64(63); bit >= 0; bit-- {
			if r.Bits>>bit&1 == 1 {
				*ids = append(*ids, r.Block<<6|bit)
			}
		}
	}
	if int64(len(rows)) < s.blocks {
		s.grams = nil
		return -1 << 58, nil
	}
	s.above = rows[len(rows)-1].Block
	s.blocks = min(4*s.blocks, 2048)
	return s.above, nil
}
