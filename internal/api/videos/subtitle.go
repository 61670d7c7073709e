package videos

import (
	"net/http"
	"slices"
	"strings"

	"kinora/internal/account"
	"kinora/internal/api/call"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/media/language"
	"kinora/internal/media/webvtt"
	"kinora/internal/opt"
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

func (o Options) subtitleRoutes() []call.Route {
	const all = "/streaming/videos/{video_id}/subtitles"
	const one = all + "/{id}"
	return []call.Route{
		{Pattern: "GET " + all, Handle: o.listSubtitles, Errors: call.InWords},
		{Pattern: "POST " + all, Handle: o.createSubtitle, Errors: call.InWords, MaxBody: maxSubtitleBody},
		{Pattern: "GET " + one, Handle: o.subtitle, Errors: call.InWords},
		{Pattern: "PATCH " + one, Handle: o.updateSubtitle, Errors: call.InWords, MaxBody: maxSubtitleBody},
		{Pattern: "DELETE " + one, Handle: o.deleteSubtitle, Errors: call.InWords},
	}
}

func (o Options) listSubtitles(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, err := pathVideo(r)
	if err != nil {
		return err
	}
	subtitles, err := o.Catalog.Subtitles(r.Context(), who.AccountID, video)
	if err != nil {
		return err
	}
	return call.Reply(w, call.Shown(subtitles, showSubtitle))
}

func (o Options) createSubtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, err := pathVideo(r)
	if err != nil {
		return err
	}
	in, err := readSubtitle(w, r)
	if err != nil {
		return err
	}
	if asksForAI(in) {
		return refuseAI(w, in)
	}
	p, err := subtitlePatch(in, "language", "vtt")
	if err != nil {
		return err
	}
	sub, err := o.Catalog.AddSubtitle(r.Context(), who.AccountID, video, catalog.NewSubtitle{
		Language: opt.Or(p.Language.Value, ""), Name: opt.Or(p.Name.Value, ""), VTT: opt.Or(p.VTT.Value, ""),
	})
	if err != nil {
		return err
	}
	return call.Reply(w, showSubtitle(sub))
}

func (o Options) subtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, id, err := pathSubtitle(r)
	if err != nil {
		return err
	}
	sub, err := o.Catalog.Subtitle(r.Context(), who.AccountID, video, id)
	if err != nil {
		return err
	}
	return call.Reply(w, showSubtitle(sub))
}

func (o Options) updateSubtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, id, err := pathSubtitle(r)
	if err != nil {
		return err
	}
	in, err := readSubtitle(w, r)
	if err != nil {
		return err
	}
	p, err := subtitlePatch(in)
	if err != nil {
		return err
	}
	sub, err := o.Catalog.UpdateSubtitle(r.Context(), who.AccountID, video, id, p)
	if err != nil {
		return err
	}
	return call.Reply(w, showSubtitle(sub))
}

func (o Options) deleteSubtitle(w http.ResponseWriter, r *http.Request, who account.Caller) error {
	video, id, err := pathSubtitle(r)
	if err != nil {
		return err
	}
	if err := o.Catalog.DeleteSubtitle(r.Context(), who.AccountID, video, id); err != nil {
		return err
	}
	return call.ReplyNothing(w)
}

func pathVideo(r *http.Request) (int64, error) {
	video, ok := call.ParseID(r.PathValue("video_id"))
	if !ok {
		return 0, fault.Missing("video")
	}
	return video, nil
}

func pathSubtitle(r *http.Request) (video, id int64, err error) {
	if video, err = pathVideo(r); err != nil {
		return 0, 0, err
	}
	id, err = call.PathID(r, "subtitle")
	return video, id, err
}

const (
	autoTranscribe = "auto_transcribe_audio_language"
	autoTranslate  = "auto_translate_subtitles_language"
)

// readSubtitle reads the object that the body describes; an empty body is one
// without members.
func readSubtitle(w http.ResponseWriter, r *http.Request) (*call.Input, error) {
	object, err := call.ReadObject(w, r, "subtitle")
	if err != nil {
		return nil, err
	}
	return call.NewInput(object, "language", "name", "vtt", autoTranscribe, autoTranslate), nil
}

// subtitlePatch reads and checks the members that were sent and those that are
// required. Neither a language nor a text may be null.
func subtitlePatch(in *call.Input, required ...string) (catalog.SubtitlePatch, error) {
	p := catalog.SubtitlePatch{Language: in.Text("language"), Name: in.Text("name"), VTT: in.Text("vtt")}
	needs := func(name string) bool { return in.Raw(name) != nil || slices.Contains(required, name) }
	if needs("language") {
		code := language.Code(opt.Or(p.Language.Value, ""))
		if code == "" {
			return p, call.Unprocessable("Language code is not recognized.")
		}
		p.Language.Value = &code
	}
	if err := in.Err(); err != nil {
		return p, err
	}
	if needs("vtt") {
		if err := webvtt.Check(opt.Or(p.VTT.Value, "")); err != nil {
			return p, call.Unprocessable(err.Error())
		}
	}
	return p, nil
}

// asksForAI reports whether a subtitle is to be made by listening or by
// translation. What says that it is not to be is nothing.
func asksForAI(in *call.Input) bool {
	for _, name := range []string{autoTranscribe, autoTranslate} {
		raw := in.Raw(name)
		if raw == nil || raw[0] == 'n' {
			continue
		}
		if v, isText := call.ParseText(raw); !isText || strings.TrimSpace(v) != "" && v != "disable" {
			return true
		}
	}
	return false
}

// refuseAI answers a subtitle that is to be made here: a text of the caller's
// contradicts that, and without one it is a feature that no account has.
func refuseAI(w http.ResponseWriter, in *call.Input) error {
	if in.NonBlank("vtt").Value != nil {
		return call.Unprocessable("vtt and automatic creation exclude each other")
	}
	return call.ReplyDisabled(w)
}
