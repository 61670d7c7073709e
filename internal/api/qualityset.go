package api

import (
	"errors"
	"fmt"
	"net/http"

	"kinora/internal/account"
	"kinora/internal/fault"
	"kinora/internal/opt"
)

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

func (s *server) listQualitySets(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	sets, standard, err := s.Qualities.Of(r.Context(), who.AccountID)
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
	return ok(w, shown)
}

// setDefaultQualitySet changes what the body names and answers with all sets.
// What is wrong with it is a bad request, as the public API has it here.
func (s *server) setDefaultQualitySet(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	object, err := readObject(w, r, "quality_sets")
	if err != nil {
		return asBadRequest(err)
	}
	live, err := defaultOf(object, "live")
	if err != nil {
		return err
	}
	if live.Value != nil {
		return badRequest(fmt.Sprintf("there is no quality set %d for live streams", *live.Value))
	}
	vod, err := defaultOf(object, "vod")
	if err != nil {
		return err
	}
	if vod.Set {
		if err := s.Qualities.SetDefault(r.Context(), who.AccountID, vod.Value); err != nil {
			return asBadRequest(err)
		}
	}
	return s.listQualitySets(w, r, who)
}

// defaultOf reads {"id": 7} or {"id": null} from a member; one without an id
// changes nothing.
func defaultOf(object []byte, name string) (opt.Opt[int64], error) {
	member := pick(object, name)[name]
	if member == nil || member[0] == 'n' {
		return opt.Opt[int64]{}, nil
	}
	if member[0] != '{' {
		return opt.Opt[int64]{}, badRequest(name + ` must be an object such as {"id": 77}`)
	}
	in := newInput(member, "id")
	id := in.integer("id")
	if in.err() != nil {
		return id, badRequest(name + ".id must be the id of a quality set, or null")
	}
	return id, nil
}

// asBadRequest makes an error about the input one of the whole request.
func asBadRequest(err error) error {
	var wrong *fault.Error
	if errors.As(err, &wrong) && wrong.Kind == fault.Invalid {
		return badRequest(public(err))
	}
	return err
}
