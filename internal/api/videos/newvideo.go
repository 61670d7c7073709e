package videos

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kinora/internal/api/call"
	"kinora/internal/catalog"
	"kinora/internal/fault"
	"kinora/internal/media/language"
	"kinora/internal/media/webvtt"
	"kinora/internal/opt"
)

const (
	maxBatch     = 500
	maxSubtitles = 1000 // of one video in a batch
)

// Members are those of a video that may be set when it is made.
var Members = []string{
	"name", "description", "origin_url", "origin_http_headers", "priority", "quality_set_id",
	"clip_start_seconds", "clip_duration_seconds", "source_bitrate_limit", "directory_id",
	"screenshot_id", "client_user_id", "auto_transcribe_audio_language",
	"auto_translate_subtitles_language", "projection", "share_url", "custom_iframe_url",
	"player_id", "poster", "remote_poster_url",
}

// newVideo decodes the object that describes a video to be created.
func (o Options) newVideo(ctx context.Context, account int64, object []byte) (catalog.NewVideo, error) {
	return o.readVideo(ctx, account, call.NewInput(object, Members...), nil)
}

// readVideo reads what a video shall be. pixels, if not nil, is how many posters
// may still have.
func (o Options) readVideo(ctx context.Context, account int64, in *call.Input, pixels *int64) (catalog.NewVideo, error) {
	v := catalog.NewVideo{
		Name:               opt.Or(in.Text("name").Value, ""),
		Description:        in.Text("description").Value,
		OriginURL:          in.NonBlank("origin_url").Value,
		OriginHTTPHeaders:  in.NonBlank("origin_http_headers").Value,
		Priority:           opt.Or(in.Integer("priority").Value, 0),
		QualitySetID:       in.Integer("quality_set_id").Value,
		ClipStart:          in.Integer("clip_start_seconds").Value,
		ClipDuration:       in.Integer("clip_duration_seconds").Value,
		SourceBitrateLimit: in.Bool("source_bitrate_limit").Value,
		DirectoryID:        in.Integer("directory_id").Value,
		ClientUserID:       in.Integer("client_user_id").Value,
		ScreenshotID:       opt.Or(in.Integer("screenshot_id").Value, 0),
		PlayerID:           in.Integer("player_id").Value,
		PosterSource:       in.NonBlank("remote_poster_url").Value,
		Projection:         in.NonBlank("projection").Value,
		ShareURL:           in.NonBlank("share_url").Value,
		CustomIframeURL:    in.NonBlank("custom_iframe_url").Value,
		AutoTranscribe:     readLanguage(in, "auto_transcribe_audio_language", transcribable),
		AutoTranslate:      readLanguage(in, "auto_translate_subtitles_language", translatable),
	}
	v.Poster = o.posterPatch(ctx, account, in, pixels).Value
	return v, in.Err()
}

// readLanguage reads a member that a check must let through.
func readLanguage(in *call.Input, name string, valid func(string) bool) *string {
	v := in.NonBlank(name).Value
	if v != nil && !valid(*v) {
		in.Refuse(fault.Field(name, "is invalid"))
	}
	return v
}

func transcribable(v string) bool {
	return v == "disable" || v == "auto" || language.Code(v) == v
}

func translatable(v string) bool {
	if v == "disable" || v == "default" {
		return true
	}
	for code := range strings.SplitSeq(v, ",") {
		if code = strings.TrimSpace(code); code == "" || language.Code(code) != code {
			return false
		}
	}
	return true
}

// readBatch reads a body of POST /streaming/videos/batch. What is wrong with
// one item is a *catalog.ItemError.
func (o Options) readBatch(w http.ResponseWriter, r *http.Request, account int64) ([]catalog.NewVideo, error) {
	body, err := call.ReadBody(w, r)
	if err != nil {
		return nil, err
	}
	return o.decodeBatch(r.Context(), account, body)
}

func (o Options) decodeBatch(ctx context.Context, account int64, body []byte) ([]catalog.NewVideo, error) {
	list, err := batchList(body)
	if err != nil {
		return nil, err
	}
	var videos []catalog.NewVideo
	pixels := int64(maxBatchPixels)
	err = call.EachElement(list, func(item []byte) error {
		if len(videos) == maxBatch {
			return call.BadRequest(fmt.Sprintf("a batch has 1 to %d videos", maxBatch))
		}
		v, err := o.batchItem(ctx, account, &pixels, item)
		if err != nil {
			err = &catalog.ItemError{Index: len(videos), Err: err}
		}
		videos = append(videos, v)
		return err
	})
	if err == nil && len(videos) == 0 {
		err = call.BadRequest(fmt.Sprintf("a batch has 1 to %d videos", maxBatch))
	}
	return videos, err
}

// batchList returns the array of a batch's videos: the member "videos" or the
// root. Nothing at all is a video without a name, as elsewhere.
func batchList(body []byte) ([]byte, error) {
	if body == nil {
		return nil, fault.Field("name", "can't be blank")
	}
	switch call.FirstByte(body) {
	case '[':
		return body, nil
	case '{':
		list := call.Members(body, "videos")["videos"]
		if list == nil || list[0] == 'n' {
			return []byte("[]"), nil
		}
		if list[0] == '[' {
			return list, nil
		}
		return nil, fault.Field("videos", "is invalid")
	}
	return nil, call.BadRequest("the body must be a JSON object")
}

func (o Options) batchItem(ctx context.Context, account int64, pixels *int64, item []byte) (catalog.NewVideo, error) {
	if item[0] != '{' {
		return catalog.NewVideo{}, fault.Field("videos", "is invalid")
	}
	in := call.NewInput(item, BatchMembers...)
	v, err := o.readVideo(ctx, account, in, pixels)
	if err != nil {
		return v, err
	}
	v.Subtitles, err = newSubtitles(in.Raw("subtitles"))
	return v, err
}

// BatchMembers are those of a video in a batch.
var BatchMembers = append(slices.Clone(Members), "subtitles")

func newSubtitles(list []byte) (subtitles []catalog.NewSubtitle, err error) {
	if list == nil || list[0] == 'n' {
		return nil, nil
	}
	if list[0] != '[' {
		return nil, fault.Field("subtitles", "is invalid")
	}
	err = call.EachElement(list, func(item []byte) error {
		if len(subtitles) == maxSubtitles {
			return call.Unprocessable(fmt.Sprintf("a video takes up to %d subtitles", maxSubtitles))
		}
		sub, err := newSubtitle(item)
		subtitles = append(subtitles, sub)
		return err
	})
	return subtitles, err
}

func newSubtitle(item []byte) (sub catalog.NewSubtitle, err error) {
	if item[0] != '{' {
		return sub, fault.Field("subtitles", "is invalid")
	}
	in := call.NewInput(item, "language", "name", "vtt")
	sub = catalog.NewSubtitle{
		Language: opt.Or(in.Text("language").Value, ""),
		Name:     opt.Or(in.Text("name").Value, ""),
		VTT:      opt.Or(in.Text("vtt").Value, ""),
	}
	if err := in.Err(); err != nil {
		return sub, err
	}
	if sub.Language = language.Code(sub.Language); sub.Language == "" {
		return sub, call.Unprocessable("Language code is not recognized.")
	}
	if err := webvtt.Check(sub.VTT); err != nil {
		return sub, call.Unprocessable(err.Error())
	}
	return sub, nil
}
