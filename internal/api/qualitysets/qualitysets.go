// Package qualitysets is the calls on quality sets.
package qualitysets

import (
	"fmt"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/opt"
	"kinora/internal/quality"
)

// Options says what the calls work with.
type Options struct {
	Qualities *quality.Sets
}

// Routes are the calls. What is wrong with the default is a bad request, as the
// public API has it here.
func Routes(o Options) []call.Route {
	const all = "/streaming/quality_sets"
	return []call.Route{
		{Pattern: "GET " + all, Handle: o.list},
		{Pattern: "PUT " + all + "/default", Handle: o.setDefault, Errors: call.AsBadRequest},
	}
}

// qualitySets are the custom sets of an account; the system's ladder is not
// listed.
type qualitySets struct {
	Live []qualitySet `json:"live"` // always empty: of live streams
	VOD  []qualitySet `json:"vod"`
}

type qualitySet struct {
	ID        int64         `json:"id"`
	Name      string        `json:"name"`
	Default   bool          `json:"default"`
	Qualities []qualityItem `json:"qualities"`
}

type qualityItem struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func (o Options) list(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	sets, standard, err := o.Qualities.Of(r.Context(), who.AccountID)
	if err != nil {
		return err
	}
	shown := qualitySets{Live: []qualitySet{}, VOD: make([]qualitySet, len(sets))}
	for i, set := range sets {
		shown.VOD[i] = qualitySet{ID: set.ID, Name: set.Name, Default: set.ID == standard, Qualities: make([]qualityItem, len(set.Qualities))}
		for j, q := range set.Qualities {
			shown.VOD[i].Qualities[j] = qualityItem{q.ID, q.Name}
		}
	}
	return call.Reply(w, shown)
}

// setDefault changes what the body names and answers with all sets.
func (o Options) setDefault(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := call.ReadObject(w, r, "quality_sets")
	if err != nil {
		return err
	}
	live, err := defaultOf(object, "live")
	if err != nil {
		return err
	}
	if live.Value != nil {
		return call.BadRequest(fmt.Sprintf("there is no quality set %d for live streams", *live.Value))
	}
	vod, err := defaultOf(object, "vod")
	if err != nil {
		return err
	}
	if vod.Set {
		if err := o.Qualities.SetDefault(r.Context(), who.AccountID, vod.Value); err != nil {
			return err
		}
	}
	return o.list(w, r, who)
}

// defaultOf reads {"id": 7} or {"id": null} from a member; one without an id
// changes nothing.
func defaultOf(object []byte, name string) (opt.Opt[int64], error) {
	member := call.Members(object, name)[name]
	if member == nil || member[0] == 'n' {
		return opt.Opt[int64]{}, nil
	}
	if member[0] != '{' {
		return opt.Opt[int64]{}, call.BadRequest(name + ` must be an object such as {"id": 77}`)
	}
	in := call.NewInput(member, "id")
	id := in.Integer("id")
	if in.Err() != nil {
		return id, call.BadRequest(name + ".id must be the id of a quality set, or null")
	}
	return id, nil
}
