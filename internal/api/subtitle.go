package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kinora/internal/account"
	"kinora/internal/catalog"
	"kinora/internal/fault"
)

// maxSubtitleBody is the limit of a subtitle's body in bytes: 5 MiB of text,
// of which JSON may write each byte as six, and the other members.
const maxSubtitleBody = 6*5<<20 + 64<<10

// subtitleItem is a text track; VTT is the text as it was sent, SRT or WebVTT.
type subtitleItem struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Language string `json:"language"` // ISO 639-2/B
	VTT      string `json:"vtt"`
}

func showSubtitle(s catalog.Subtitle) subtitleItem {
	return subtitleItem{ID: s.ID, Name: s.Name, Language: s.Language, VTT: s.VTT}
}

func (s *server) listSubtitles(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, err := pathVideo(r)
	if err != nil {
		return err
	}
	subtitles, err := s.Catalog.Subtitles(r.Context(), who.AccountID, video)
	if err != nil {
		return err
	}
	items := make([]subtitleItem, len(subtitles))
	for i := range subtitles {
		items[i] = showSubtitle(subtitles[i])
	}
	return ok(w, items)
}

func (s *server) createSubtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, err := pathVideo(r)
	if err != nil {
		return err
	}
	in, err := readSubtitle(w, r)
	if err != nil {
		return err
	}
	if asksForAI(in) {
		return refuseAI(w, r, who, in)
	}
	p, err := s.subtitlePatch(in, "language", "vtt")
	if err != nil {
		return err
	}
	sub, err := s.Catalog.AddSubtitle(r.Context(), who.AccountID, video, catalog.NewSubtitle{
		Language: or(p.Language, ""), Name: or(p.Name, ""), VTT: or(p.VTT, ""),
	})
	if err != nil {
		return err
	}
	return ok(w, showSubtitle(sub))
}

func (s *server) subtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, id, err := pathSubtitle(r)
	if err != nil {
		return err
	}
	sub, err := s.Catalog.Subtitle(r.Context(), who.AccountID, video, id)
	if err != nil {
		return err
	}
	return ok(w, showSubtitle(sub))
}

func (s *server) updateSubtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, id, err := pathSubtitle(r)
	if err != nil {
		return err
	}
	in, err := readSubtitle(w, r)
	if err != nil {
		return err
	}
	p, err := s.subtitlePatch(in)
	if err != nil {
		return err
	}
	sub, err := s.Catalog.UpdateSubtitle(r.Context(), who.AccountID, video, id, p)
	if err != nil {
		return err
	}
	return ok(w, showSubtitle(sub))
}

func (s *server) deleteSubtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, id, err := pathSubtitle(r)
	if err != nil {
		return err
	}
	if err := s.Catalog.DeleteSubtitle(r.Context(), who.AccountID, video, id); err != nil {
		return err
	}
	return noContent(w)
}

func pathVideo(r *http.Request) (int64, error) {
	video, ok := parseID(r.PathValue("video_id"))
	if !ok {
		return 0, fault.Missing("video")
	}
	return video, nil
}

func pathSubtitle(r *http.Request) (video, id int64, err error) {
	if video, err = pathVideo(r); err != nil {
		return 0, 0, err
	}
	id, err = pathID(r, "subtitle")
	return video, id, err
}

const (
	autoTranscribe = "auto_transcribe_audio_language"
	autoTranslate  = "auto_translate_subtitles_language"
)

// readSubtitle reads the object that the body describes; an empty body is one
// without members.
func readSubtitle(w http.ResponseWriter, r *http.Request) (*input, error) {
	body, err := readBody(w, r, maxSubtitleBody)
	if err != nil {
		return nil, err
	}
	object, err := unwrap(body, "subtitle")
	if err != nil {
		return nil, inWords(err)
	}
	return newInput(object, "language", "name", "vtt", autoTranscribe, autoTranslate), nil
}

// subtitlePatch reads and checks the members that were sent and those that are
// required. Neither a language nor a text may be null.
func (s *server) subtitlePatch(in *input, required ...string) (catalog.SubtitlePatch, error) {
	p := catalog.SubtitlePatch{Language: in.text("language"), Name: in.text("name"), VTT: in.text("vtt")}
	needs := func(name string) bool { return in.members[name] != nil || slices.Contains(required, name) }
	if needs("language") {
		code := s.LanguageCode(or(p.Language, ""))
		if code == "" {
			return p, unprocessable("Language code is not recognized.")
		}
		p.Language.Value = &code
	}
	if err := in.err(); err != nil {
		return p, inWords(err)
	}
	if needs("vtt") {
		if err := s.CheckSubtitle(or(p.VTT, "")); err != nil {
			return p, unprocessable(public(err))
		}
	}
	return p, nil
}

// asksForAI reports whether a subtitle is to be made by listening or by
// translation. What says that it is not to be is nothing.
func asksForAI(in *input) bool {
	for _, name := range []string{autoTranscribe, autoTranslate} {
		raw := in.members[name]
		if raw == nil || raw[0] == 'n' {
			continue
		}
		if v, isText := parseText(raw); !isText || strings.TrimSpace(v) != "" && v != "disable" {
			return true
		}
	}
	return false
}

// refuseAI answers a subtitle that is to be made here: a text of the caller's
// contradicts that, and without one it is a feature that no account has.
func refuseAI(w http.ResponseWriter, r *http.Request, who account.Caller, in *input) error {
	if in.some("vtt").Value != nil {
		return unprocessable("vtt and automatic creation exclude each other")
	}
	return disabled(w, r, who)
}

// inWords turns what is wrong with a member into the one sentence in which
// subtitles answer, unlike videos, which answer by field.
func inWords(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Field != "" {
		return unprocessable(f.Field + " " + f.Detail)
	}
	return err
}
