// Package web holds the pages that viewers see: the player page, the page for
// what is not there, and the scripts and styles that they load. All of it is
// embedded; the sources are in player/ and are bundled into dist/ by
// `npm run build`, whose output is committed, so that Go alone builds it.
//
// The package knows no other part of kinora: callers hand in plain values.
package web

import (
	"embed"
	"encoding/json"
	"fmt"
)

//go:embed dist
var dist embed.FS

//go:embed templates
var templates embed.FS

// assetsPath is where Assets is to be mounted; pages refer to it by this path
// on their own host.
const assetsPath = "/assets/"

// assetURLs maps the plain names of the bundle ("player.js") to the paths of
// their hashed files. The bundle is part of the program, so that a broken one
// is a programming error and panics.
func assetURLs() map[string]string {
	text, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		panic(fmt.Errorf("web: %w", err))
	}
	var names map[string]string
	if err := json.Unmarshal(text, &names); err != nil {
		panic(fmt.Errorf("web: bundle manifest: %w", err))
	}
	for plain, hashed := range names {
		names[plain] = assetsPath + hashed
	}
	return names
}
