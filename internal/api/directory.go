package api

import (
	"net/http"

	"kinora/internal/account"
	"kinora/internal/catalog"
)

// directoryItem is a directory, and one among the items of another.
type directoryItem struct {
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
	videoDetails
}

type directoryContent struct {
	directoryItem
	Items []any `json:"items"` // directories, then videos
}

type directoryNode struct {
	directoryItem
	Descendants []directoryNode `json:"descendants"`
}

func showDirectory(d catalog.Directory) directoryItem {
	return directoryItem{
		ID: d.ID, Name: d.Name, ParentID: d.ParentID, ItemsCount: d.ItemsCount,
		CreatedAt: directoryTime(d.CreatedAt), UpdatedAt: directoryTime(d.UpdatedAt),
	}
}

func showTree(nodes []*catalog.DirectoryNode) []directoryNode {
	out := make([]directoryNode, len(nodes))
	for i, n := range nodes {
		out[i] = directoryNode{showDirectory(n.Directory), showTree(n.Descendants)}
	}
	return out
}

func (s *server) createDirectory(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := readObject(w, r, "directory")
	if err != nil {
		return err
	}
	in := newInput(object, "name", "parent_id")
	name, parent := or(in.text("name"), ""), in.integer("parent_id").Value
	if err := in.err(); err != nil {
		return err
	}
	d, err := s.Catalog.CreateDirectory(r.Context(), who.AccountID, name, parent)
	if err != nil {
		return err
	}
	return ok(w, showDirectory(d))
}

func (s *server) directory(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "directory")
	if err != nil {
		return err
	}
	d, below, videos, err := s.Catalog.Directory(r.Context(), who.AccountID, id)
	if err != nil {
		return err
	}
	items := make([]any, 0, len(below)+len(videos))
	for _, sub := range below {
		item := showDirectory(sub)
		item.ItemType = "Directory"
		items = append(items, item)
	}
	shown, err := s.details(r.Context(), videos)
	if err != nil {
		return err
	}
	for i := range shown {
		items = append(items, videoEntry{"Video", shown[i]})
	}
	return ok(w, map[string]any{"directory": directoryContent{showDirectory(d), items}})
}

func (s *server) updateDirectory(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "directory")
	if err != nil {
		return err
	}
	object, err := readPatch(w, r, "directory")
	if err != nil {
		return err
	}
	in := newInput(object, "name", "parent_id")
	name, parent := in.text("name"), in.integer("parent_id")
	if err := in.err(); err != nil {
		return err
	}
	d, err := s.Catalog.UpdateDirectory(r.Context(), who.AccountID, id, name, parent)
	if err != nil {
		return err
	}
	return ok(w, showDirectory(d))
}

func (s *server) deleteDirectory(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	id, err := pathID(r, "directory")
	if err != nil {
		return err
	}
	if err := s.Catalog.DeleteDirectory(r.Context(), who.AccountID, id); err != nil {
		return err
	}
	return noContent(w)
}

func (s *server) directoryTree(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	tree, err := s.Catalog.DirectoryTree(r.Context(), who.AccountID)
	if err != nil {
		return err
	}
	return ok(w, map[string]any{"tree": showTree(tree)})
}
