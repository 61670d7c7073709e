package catalog

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"kinora/internal/account"
	"kinora/internal/database"
	"kinora/internal/fault"
	"kinora/internal/opt"
	"kinora/internal/quota"
)

// maxDepth is how deep directories may be nested.
const maxDepth = 32

// Directory is a folder of videos and directories. ItemsCount counts direct
// children of both kinds.
type Directory struct {
	bun.BaseModel `bun:"table:directories,alias:d"`

	ID         int64 `bun:",pk,autoincrement"`
	AccountID  int64
	ParentID   *int64 // nil at the root
	Name       string
	CreatedAt  int64
	UpdatedAt  int64
	DeletedAt  *int64 // gone for every reader, not yet taken apart
	ItemsCount int64  `bun:",scanonly"`
}

// DirectoryNode is a directory with everything below it.
type DirectoryNode struct {
	Directory
	Descendants []*DirectoryNode
}

const itemsCount = `(SELECT COUNT(*) FROM directories c WHERE c.account_id = d.account_id AND c.parent_id = d.id AND c.deleted_at IS NULL) +
	(SELECT COUNT(*) FROM videos v WHERE v.account_id = d.account_id AND v.deleted_at IS NULL AND v.directory_id = d.id) AS items_count`

func selectDirectories(db bun.IDB, dst any) *bun.SelectQuery {
	return db.NewSelect().Model(dst).ColumnExpr("d.*").ColumnExpr(itemsCount).Where("d.deleted_at IS NULL")
}

// CreateDirectory adds a directory; parent nil means the root.
func (l *Catalog) CreateDirectory(ctx context.Context, owner int64, name string, parent *int64) (Directory, error) {
	if strings.TrimSpace(name) == "" {
		return Directory{}, fault.Field("name", "can't be blank")
	}
	if err := checkTexts(bounded{"name", &name, maxTitle}); err != nil {
		return Directory{}, err
	}
	now := l.millis()
	d := Directory{AccountID: owner, ParentID: parent, Name: name, CreatedAt: now, UpdatedAt: now}
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := l.checkParent(ctx, tx, owner, nil, parent); err != nil {
			return err
		}
		if err := quota.CheckCount(ctx, tx, owner, "directories", l.Limits.Directories,
			tx.NewSelect().Model((*Directory)(nil)).Where("account_id = ? AND deleted_at IS NULL", owner)); err != nil {
			return err
		}
		_, err := tx.NewInsert().Model(&d).Exec(ctx)
		return err
	})
	return d, err
}

// checkDirectory refuses a directory that the account does not have.
func (l *Catalog) checkDirectory(ctx context.Context, tx *database.Tx, account, id int64, field string) error {
	found, err := tx.NewSelect().Model((*Directory)(nil)).Where("d.id = ? AND d.account_id = ? AND d.deleted_at IS NULL", id, account).Exists(ctx)
	if err != nil {
		return err
	}
	if !found {
		return fault.Field(field, "is invalid")
	}
	return nil
}

// checkParent refuses a parent that is unknown, or below the directory that
// moves (nil for a new one), or so deep that something would come to lie
// deeper than maxDepth. Moves of one account wait for each other: two at once
// could make a circle.
func (l *Catalog) checkParent(ctx context.Context, tx *database.Tx, owner int64, moving *Directory, parent *int64) error {
	if parent == nil {
		return nil
	}
	if err := account.LockTx(ctx, tx, owner); err != nil {
		return err
	}
	height := 1
	if moving != nil {
		_, levels, err := l.subtree(ctx, tx, owner, moving.ID)
		if err != nil {
			return err
		}
		height = levels
	}
	invalid := fault.Field("parent_id", "is invalid")
	for depth, at := 1, parent; at != nil; depth++ {
		if moving != nil && *at == moving.ID || depth+height > maxDepth {
			return invalid
		}
		var d Directory
		err := tx.NewSelect().Model(&d).Where("d.id = ? AND d.account_id = ? AND d.deleted_at IS NULL", *at, owner).Scan(ctx)
		if fault.KindOf(database.Missing(err, "directory")) == fault.NotFound {
			return invalid
		}
		if err != nil {
			return err
		}
		at = d.ParentID
	}
	return nil
}

// Directory returns a directory, its sub-directories by name and its videos,
// newest first.
func (l *Catalog) Directory(ctx context.Context, account, id int64) (Directory, []Directory, []Video, error) {
	d, err := l.directory(ctx, l.db.R, account, id)
	if err != nil {
		return d, nil, nil, err
	}
	children, videos := []Directory{}, []Video{}
	if err := selectDirectories(l.db.R, &children).Where("d.account_id = ? AND d.parent_id = ?", account, id).
		Order("d.name", "d.id").Scan(ctx); err != nil {
		return d, nil, nil, err
	}
	err = l.db.R.NewSelect().Model(&videos).Relation("Renditions", byPosition).
		Where("v.account_id = ? AND v.deleted_at IS NULL AND v.directory_id = ?", account, id).
		Order("v.id DESC").Scan(ctx)
	if err == nil {
		err = l.ReadStoryboards(ctx, pointers(videos)...)
	}
	return d, children, videos, err
}

func (l *Catalog) directory(ctx context.Context, db bun.IDB, account, id int64) (Directory, error) {
	var d Directory
	err := selectDirectories(db, &d).Where("d.id = ? AND d.account_id = ?", id, account).Scan(ctx)
	return d, database.Missing(err, "directory")
}

// UpdateDirectory renames or moves a directory; a null parent is the root.
func (l *Catalog) UpdateDirectory(ctx context.Context, account, id int64, name opt.Opt[string], parent opt.Opt[int64]) (Directory, error) {
	var d Directory
	err := l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) (err error) {
		if d, err = l.directory(ctx, tx, account, id); err != nil {
			return err
		}
		if name.Set {
			if name.Value == nil || strings.TrimSpace(*name.Value) == "" {
				return fault.Field("name", "can't be blank")
			}
			if err := checkTexts(bounded{"name", name.Value, maxTitle}); err != nil {
				return err
			}
			d.Name = *name.Value
		}
		if parent.Set {
			if err := l.checkParent(ctx, tx, account, &d, parent.Value); err != nil {
				return err
			}
			d.ParentID = parent.Value
		}
		d.UpdatedAt = l.millis()
		_, err = tx.NewUpdate().Model(&d).Column("name", "parent_id", "updated_at").WherePK().Exec(ctx)
		return err
	})
	return d, err
}

// DirectoryTree returns every directory of the account, nested.
func (l *Catalog) DirectoryTree(ctx context.Context, account int64) ([]*DirectoryNode, error) {
	var rows []Directory
	if err := selectDirectories(l.db.R, &rows).Where("d.account_id = ?", account).
		Order("d.name", "d.id").Scan(ctx); err != nil {
		return nil, err
	}
	nodes := make(map[int64]*DirectoryNode, len(rows))
	for _, d := range rows {
		nodes[d.ID] = &DirectoryNode{Directory: d, Descendants: []*DirectoryNode{}}
	}
	roots := []*DirectoryNode{}
	for _, d := range rows {
		if d.ParentID == nil {
			roots = append(roots, nodes[d.ID])
		} else if parent := nodes[*d.ParentID]; parent != nil {
			parent.Descendants = append(parent.Descendants, nodes[d.ID])
		}
	}
	return roots, nil
}

// DeleteDirectory removes a directory with every directory and video below it:
// at once for every reader, in one short transaction. What belongs to the
// videos is taken apart by DismantleDirectory, which the DirectoryDeleted hook
// is to see to.
func (l *Catalog) DeleteDirectory(ctx context.Context, owner, id int64) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := account.LockTx(ctx, tx, owner); err != nil {
			return err
		}
		ids, _, err := l.subtree(ctx, tx, owner, id)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return fault.Missing("directory")
		}
		now := l.millis()
		if _, err := tx.NewUpdate().Model((*Directory)(nil)).Set("deleted_at = ?", now).
			Where("id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
			return err
		}
		var statuses []string
		if err := l.touched(tx.NewUpdate().Model((*Video)(nil))).Set("deleted_at = ?", now).
			Where("account_id = ? AND deleted_at IS NULL AND directory_id IN (?)", owner, bun.List(ids)).
			Returning("status").Scan(ctx, &statuses); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		inside := tx.NewSelect().Model((*Video)(nil)).Column("id").Where("v.directory_id IN (?)", bun.List(ids))
		if err := l.unlist(ctx, tx, inside); err != nil {
			return err
		}
		if l.hooks.DirectoryDeleted != nil {
			if err := l.hooks.DirectoryDeleted(ctx, tx, id); err != nil {
				return err
			}
		}
		gone := map[string]int64{}
		for _, status := range statuses {
			gone[status]--
		}
		return l.recount(ctx, tx, owner, gone)
	})
}

// dismantled is how many videos are taken apart in one transaction: few enough
// that nobody waits long for it.
const dismantled = 100

// DismantleDirectory takes apart what DeleteDirectory removed, in transactions
// of up to 100 videos, and the directories last. It goes on where an
// interrupted call stopped; repeating it does nothing.
func (l *Catalog) DismantleDirectory(ctx context.Context, id int64) error {
	for {
		left, err := l.dismantleSome(ctx, id)
		if err != nil || !left {
			return err
		}
	}
}

func (l *Catalog) dismantleSome(ctx context.Context, id int64) (left bool, err error) {
	err = l.db.InTx(ctx, func(ctx context.Context, tx *database.Tx) error {
		var root Directory
		err := database.Missing(tx.NewSelect().Model(&root).Where("d.id = ? AND d.deleted_at IS NOT NULL", id).Scan(ctx), "directory")
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		ids, _, err := l.descend(ctx, tx, root.AccountID, id)
		if err != nil {
			return err
		}
		var videos []Video
		q := tx.NewSelect().Model(&videos).Where("v.directory_id IN (?)", bun.List(ids)).Order("v.id").Limit(dismantled)
		if err := l.db.ForUpdate(q).Scan(ctx); err != nil {
			return err
		}
		if len(videos) > 0 {
			left = true
			return l.deleteVideos(ctx, tx, videos)
		}
		slices.Reverse(ids) // children before parents
		for _, d := range ids {
			if _, err := tx.NewDelete().Model((*Directory)(nil)).Where("id = ?", d).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	return left, err
}

// subtree returns the ids of a directory and all below it, parents first, and
// how many levels they make; none when the account has no such directory.
func (l *Catalog) subtree(ctx context.Context, tx *database.Tx, account, id int64) (ids []int64, levels int, err error) {
	found, err := tx.NewSelect().Model((*Directory)(nil)).
		Where("d.id = ? AND d.account_id = ? AND d.deleted_at IS NULL", id, account).Exists(ctx)
	if err != nil || !found {
		return nil, 0, err
	}
	return l.descend(ctx, tx, account, id)
}

// descend is subtree of a directory that exists, be it deleted already.
func (l *Catalog) descend(ctx context.Context, tx *database.Tx, account, id int64) (ids []int64, levels int, err error) {
	ids, levels = []int64{id}, 1
	for level := ids; ; levels++ {
		var next []int64
		if err := tx.NewSelect().Model((*Directory)(nil)).Column("id").
			Where("d.account_id = ? AND d.parent_id IN (?)", account, bun.List(level)).Scan(ctx, &next); err != nil {
			return nil, 0, err
		}
		if len(next) == 0 {
			return ids, levels, nil
		}
		ids, level = append(ids, next...), next
	}
}
