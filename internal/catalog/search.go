package catalog

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"kinora/internal/database"
	"kinora/internal/search"
)

// A search finds what has the wanted text in its name, whatever the case, or is
// it by id or slug. It answers alike on both databases, because they only tell
// which videos come into question; whether a name matches is decided here.

const (
	maxFound = 10_000 // how deep the pages of a search go
	checked  = 250    // names read at a time, at most
	spare    = 20     // of them, for those that only look like what is wanted
)

func entry(v *Video) search.Entry {
	return search.Entry{ID: v.ID, AccountID: v.AccountID, Name: v.Name}
}

func entries(videos []Video) []search.Entry {
	list := make([]search.Entry, len(videos))
	for i := range videos {
		list[i] = entry(&videos[i])
	}
	return list
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
		if err := l.index.AddTx(ctx, tx, entries(videos)); err != nil {
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
	wanted := search.Fold(f.Search)
	suspects, err := l.suspects(ctx, account, f, wanted)
	if err != nil {
		return nil, Total{}, err
	}
	enough := min(max(maxMatched, f.offset()+f.PerPage), maxFound) + 1
	var found []int64
	for len(found) < enough {
		ids, err := suspects.Next(ctx)
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
	rows, err := l.often.names.Rows(ctx, l.db.IDs(ids), account, f.Status, f.ClientUserID, f.DirectoryID)
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
		if slug == f.Search || strings.Contains(search.Fold(name), wanted) || strconv.FormatInt(id, 10) == f.Search {
			found = append(found, id)
		}
	}
	return found, rows.Err()
}

// suspects are the videos that come into question for a filter with a search.
func (l *Catalog) suspects(ctx context.Context, account int64, f Filter, wanted string) (*search.Candidates, error) {
	if f.IDs != nil {
		return l.index.Candidates(ctx, account, "", nil, slices.Clone(f.IDs))
	}
	var sure []int64
	if err := l.db.R.NewSelect().Model((*Video)(nil)).Column("v.id").Where("v.slug = ?", f.Search).Scan(ctx, &sure); err != nil {
		return nil, err
	}
	if id, err := strconv.ParseInt(f.Search, 10, 64); err == nil {
		sure = append(sure, id)
	}
	newest := l.db.R.NewSelect().Model((*Video)(nil)).ColumnExpr("MAX(v.id)").Where("v.account_id = ? AND v.deleted_at IS NULL", account)
	return l.index.Candidates(ctx, account, wanted, newest, sure)
}
