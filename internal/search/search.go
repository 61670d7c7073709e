// Package search finds things by a part of their names. It keeps grams of them,
// and tells by these which come into question; whether a name matches is
// decided by who asks.
package search

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
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
	maxSearched = 500  // characters of a name that are searched
	gramRows    = 1000 // of one statement
	maxWanted   = 32   // characters of a search that candidates are chosen by
	maxGrams    = 4    // that candidates must have
	sampled     = 16   // blocks by which the rarest grams are told
)

// Fold returns a name as it is searched: its beginning, in one form and one
// case. An accent may be written as a character of its own, a Korean syllable as
// its letters, a letter as wide as an ideograph: all of these are the same text
// (Unicode's NFKC).
func Fold(name string) string {
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

// Entry is a thing that is found by its name.
type Entry struct {
	ID        int64
	AccountID int64
	Name      string
}

// Index is the grams of names in a database. It is safe for concurrent use.
type Index struct{ db *database.DB }

// New returns the index kept in db.
func New(db *database.DB) *Index { return &Index{db} }

// Row says which of 64 neighbouring videos have a gram in their name.
type Row struct {
	bun.BaseModel `bun:"table:video_grams,alias:g"`

	AccountID int64
	Gram      int64
	Block     int64
	Bits      int64
}

func blockOf(id int64) (block, bit int64) { return id >> 6, 1 << (id & 63) }

// Rows returns the rows of names, in the order in which every
// transaction locks them.
func Rows(entries []Entry) []Row {
	marks := map[Row]int64{}
	for _, v := range entries {
		block, bit := blockOf(v.ID)
		for _, gram := range gramsOf(Fold(v.Name), 1, 3) {
			marks[Row{AccountID: v.AccountID, Gram: gram, Block: block}] |= bit
		}
	}
	rows := make([]Row, 0, len(marks))
	for row, b := range marks {
		row.Bits = b
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.AccountID, b.AccountID), cmp.Compare(a.Gram, b.Gram), cmp.Compare(a.Block, b.Block))
	})
	return rows
}

// AddTx makes things found by their names.
func (x *Index) AddTx(ctx context.Context, tx *database.Tx, entries []Entry) error {
	return writeGrams(ctx, tx, Rows(entries), "bits = g.bits | EXCLUDED.bits")
}

// RenameTx makes a thing found by its new name instead of its old one.
func (x *Index) RenameTx(ctx context.Context, tx *database.Tx, v Entry, old string) error {
	if Fold(old) == Fold(v.Name) {
		return nil
	}
	before := v
	before.Name = old
	rows := Rows([]Entry{before, v})
	now := gramsOf(Fold(v.Name), 1, 3)
	for i := range rows {
		if _, kept := slices.BinarySearch(now, rows[i].Gram); !kept {
			rows[i].Bits = 0
		}
	}
	_, bit := blockOf(v.ID)
	if err := writeGrams(ctx, tx, rows, "bits = (g.bits & ~ CAST(? AS BIGINT)) | EXCLUDED.bits", bit); err != nil {
		return err
	}
	return sweepGrams(ctx, tx, rows)
}

// RemoveTx makes things no longer found by their names.
func (x *Index) RemoveTx(ctx context.Context, tx *database.Tx, entries []Entry) error {
	rows := Rows(entries)
	if err := writeGrams(ctx, tx, rows, "bits = g.bits & ~EXCLUDED.bits"); err != nil {
		return err
	}
	return sweepGrams(ctx, tx, rows)
}

func writeGrams(ctx context.Context, tx *database.Tx, rows []Row, merge string, args ...any) error {
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
func sweepGrams(ctx context.Context, tx *database.Tx, rows []Row) error {
	type place struct{ account, block int64 }
	grams := map[place][]int64{}
	for _, r := range rows {
		at := place{r.AccountID, r.Block}
		grams[at] = append(grams[at], r.Gram)
	}
	for at, list := range grams {
		if _, err := tx.NewDelete().Model((*Row)(nil)).
			Where("account_id = ? AND gram IN (?) AND block = ? AND bits = 0", at.account, bun.List(list), at.block).
			Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Candidates are the things that come into question, newest first, some at a
// time.
type Candidates struct {
	db      bun.IDB
	account int64
	grams   []int64 // that they must have; none: nothing is left but sure
	sure    []int64 // ids that come into question for themselves, newest first
	above   int64   // blocks from here on were returned
	blocks  int64   // to read next
}

// Candidates returns the things of an account whose names may contain a text,
// given as Fold returns it, and those whose ids are sure, in any order. newest
// selects the account's greatest id. Without a text only sure ones come.
func (x *Index) Candidates(ctx context.Context, account int64, text string, newest *bun.SelectQuery, sure []int64) (c *Candidates, err error) {
	c = &Candidates{db: x.db.R, account: account, sure: sure, above: 1 << 58, blocks: 32}
	slices.SortFunc(c.sure, func(a, b int64) int { return cmp.Compare(b, a) })
	runes := []rune(text)
	switch n := min(len(runes), maxWanted); {
	case n == 0 || len(runes) > maxSearched:
	case n <= 3:
		c.grams = gramsOf(text, n, n)
	default:
		c.grams, err = c.rarest(ctx, newest, parts(string(runes[:n])))
	}
	return c, err
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
func (s *Candidates) rarest(ctx context.Context, newest *bun.SelectQuery, parts [][]int64) ([]int64, error) {
	var rows []Row
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

// Next returns the next ids, newest first; none at the end.
func (s *Candidates) Next(ctx context.Context) ([]int64, error) {
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
func (s *Candidates) read(ctx context.Context, ids *[]int64) (lowest int64, err error) {
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
	var rows []Row
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
