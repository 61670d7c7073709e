// Package directories is the calls on the folders of videos.
package directories

import (
	"context"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/api/shape"
	"kinora/internal/catalog"
	"kinora/internal/opt"
)

// Options says what the calls work with.
type Options struct {
	Catalog *catalog.Catalog
	Videos  *shape.Videos
}

// Routes are the calls.
func Routes(o Options) []call.Route {
	const all, one, what = "/streaming/directories", "/streaming/directories/{id}", "directory"
	return []call.Route{
		{Pattern: "POST " + all, Handle: call.Create(what, read, o.create, show)},
		{Pattern: "GET " + all + "/tree", Handle: o.tree},
		{Pattern: "GET " + one, Handle: o.directory},
		{Pattern: "PATCH " + one, Handle: call.Update(what, call.ReadChange, read, o.update, show)},
		{Pattern: "DELETE " + one, Handle: call.Delete(what, o.Catalog.DeleteDirectory)},
	}
}

// change is what may be set of a directory.
type change struct {
	name   opt.Opt[string]
	parent opt.Opt[int64]
}

func read(object []byte) (change, error) {
	in := call.NewInput(object, "name", "parent_id")
	c := change{name: in.Text("name"), parent: in.Integer("parent_id")}
	return c, in.Err()
}

func (o Options) create(ctx context.Context, account int64, c change) (catalog.Directory, error) {
	return o.Catalog.CreateDirectory(ctx, account, opt.Or(c.name.Value, ""), c.parent.Value)
}

func (o Options) update(ctx context.Context, account, id int64, c change) (catalog.Directory, error) {
	return o.Catalog.UpdateDirectory(ctx, account, id, c.name, c.parent)
}

func (o Options) directory(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := call.PathID(r, "directory")
	if err != nil {
		return err
	}
	d, below, videos, err := o.Catalog.Directory(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	shown, err := o.Videos.InFull(r.Context(), videos)
	if err != nil {
		return err
	}
	return call.Reply(w, map[string]any{"directory": showContent(d, below, shown)})
}

func (o Options) tree(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	nodes, err := o.Catalog.DirectoryTree(r.Context(), who.AccountID)
	if err != nil {
		return err
	}
	return call.Reply(w, map[string]any{"tree": showNodes(nodes)})
}

// item is a directory, and one among the items of another.
type item struct {
	ID         int64  `json:"id"`
	ItemType   string `json:"item_type,omitempty"` // "Directory" among items
	Name       string `json:"name"`
	ParentID   *int64 `json:"parent_id"` // null: the root
	ItemsCount int64  `json:"items_count"`
	CreatedAt  string `json:"created_at"`
	UpdatedAt  string `json:"updated_at"`
}

// videoEntry is a video among the items of a directory, in full.
type videoEntry struct {
	ItemType string `json:"item_type"` // "Video"
	shape.Details
}

type content struct {
	item
	Items []any `json:"items"` // directories, then videos
}

type node struct {
	item
	Descendants []node `json:"descendants"`
}

func show(d catalog.Directory) item {
	return item{
		ID: d.ID, Name: d.Name, ParentID: d.ParentID, ItemsCount: d.ItemsCount,
		CreatedAt: call.Seconds(d.CreatedAt), UpdatedAt: call.Seconds(d.UpdatedAt),
	}
}

func showContent(d catalog.Directory, below []catalog.Directory, videos []shape.Details) content {
	items := make([]any, 0, len(below)+len(videos))
	for _, sub := range below {
		one := show(sub)
		one.ItemType = "Directory"
		items = append(items, one)
	}
	for i := range videos {
		items = append(items, videoEntry{"Video", videos[i]})
	}
	return content{show(d), items}
}

func showNodes(nodes []*catalog.DirectoryNode) []node {
	out := make([]node, len(nodes))
	for i, n := range nodes {
		out[i] = node{show(n.Directory), showNodes(n.Descendants)}
	}
	return out
}
