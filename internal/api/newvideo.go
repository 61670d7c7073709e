package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kinora/internal/catalog"
	"kinora/internal/fault"
)

const (
	maxBatch     = 500
	maxSubtitles = 1000 // of one video in a batch
)

var videoMembers = []string{
	"name", "description", "origin_url", "origin_http_headers", "priority", "quality_set_id",
	"clip_start_seconds", "clip_duration_seconds", "source_bitrate_limit", "directory_id",
	"screenshot_id", "client_user_id", "auto_transcribe_audio_language",
	"auto_translate_subtitles_language", "projection", "share_url", "custom_iframe_url",
	"player_id", "poster", "remote_poster_url",
}

// newVideo decodes the object that describes a video to be created.
func (s *server) newVideo(ctx context.Context, account int64, object []byte) (catalog.NewVideo, error) {
	return s.readVideo(ctx, account, newInput(object, videoMembers...))
}

func (s *server) readVideo(ctx context.Context, account int64, in *input) (catalog.NewVideo, error) {
	v := catalog.NewVideo{
		Name:               or(in.text("name"), ""),
		Description:        in.text("description").Value,
		OriginURL:          in.some("origin_url").Value,
		OriginHTTPHeaders:  in.some("origin_http_headers").Value,
		Priority:           or(in.integer("priority"), 0),
		QualitySetID:       in.integer("quality_set_id").Value,
		ClipStart:          in.integer("clip_start_seconds").Value,
		ClipDuration:       in.integer("clip_duration_seconds").Value,
		SourceBitrateLimit: in.boolean("source_bitrate_limit").Value,
		DirectoryID:        in.integer("directory_id").Value,
		ClientUserID:       in.integer("client_user_id").Value,
		ScreenshotID:       or(in.integer("screenshot_id"), 0),
		PlayerID:           in.integer("player_id").Value,
		PosterSource:       in.some("remote_poster_url").Value,
		Projection:         in.some("projection").Value,
		ShareURL:           in.some("share_url").Value,
		CustomIframeURL:    in.some("custom_iframe_url").Value,
		AutoTranscribe:     s.language(in, "auto_transcribe_audio_language", s.transcribable),
		AutoTranslate:      s.language(in, "auto_translate_subtitles_language", s.translatable),
	}
	v.Poster = s.posterPatch(ctx, account, in).Value
	return v, in.err()
}

// language reads a member that a check must let through.
func (s *server) language(in *input, name string, valid func(string) bool) *string {
	v := in.some(name).Value
	if v != nil && !valid(*v) {
		in.wrong = append(in.wrong, fault.Field(name, "is invalid"))
	}
	return v
}

func (s *server) transcribable(v string) bool {
	return v == "disable" || v == "auto" || s.LanguageCode(v) == v
}

func (s *server) translatable(v string) bool {
	if v == "disable" || v == "default" {
		return true
	}
	for code := range strings.SplitSeq(v, ",") {
		if code = strings.TrimSpace(code); code == "" || s.LanguageCode(code) != code {
			return false
		}
	}
	return true
}

// readBatch reads a body of POST /streaming/videos/batch. What is wrong with
// one item is a *catalog.ItemError.
func (s *server) readBatch(w http.ResponseWriter, r *http.Request, account int64) ([]catalog.NewVideo, error) {
	body, err := readBody(w, r, s.MaxBody)
	if err != nil {
		return nil, err
	}
	return s.decodeBatch(r.Context(), account, body)
}

func (s *server) decodeBatch(ctx context.Context, account int64, body []byte) ([]catalog.NewVideo, error) {
	list, err := batchList(body)
	if err != nil {
		return nil, err
	}
	var videos []catalog.NewVideo
	pixels := int64(maxBatchPixels)
	err = eachElement(list, func(item []byte) error {
		if len(videos) == maxBatch {
			return badRequest(fmt.Sprintf("a batch has 1 to %d videos", maxBatch))
		}
		v, err := s.batchItem(ctx, account, &pixels, item)
		if err != nil {
			err = &catalog.ItemError{Index: len(videos), Err: err}
		}
		videos = append(videos, v)
		return err
	})
	if err == nil && len(videos) == 0 {
		err = badRequest(fmt.Sprintf("a batch has 1 to %d videos", maxBatch))
	}
	return videos, err
}

// batchList returns the array of a batch's videos: the member "videos" or the
// root. Nothing at all is a video without a name, as elsewhere.
func batchList(body []byte) ([]byte, error) {
	if body == nil {
		return nil, fault.Field("name", "can't be blank")
	}
	switch opens(body) {
	case '[':
		return body, nil
	case '{':
		list := pick(body, "videos")["videos"]
		if list == nil || list[0] == 'n' {
			return []byte("[]"), nil
		}
		if list[0] == '[' {
			return list, nil
		}
		return nil, fault.Field("videos", "is invalid")
	}
	return nil, badRequest("the body must be a JSON object")
}

func (s *server) batchItem(ctx context.Context, account int64, pixels *int64, item []byte) (catalog.NewVideo, error) {
	if item[0] != '{' {
		return catalog.NewVideo{}, fault.Field("videos", "is invalid")
	}
	in := newInput(item, batchMembers...)
	in.pixels = pixels
	v, err := s.readVideo(ctx, account, in)
	if err != nil {
		return v, err
	}
	v.Subtitles, err = s.newSubtitles(in.members["subtitles"])
	return v, err
}

var batchMembers = append(slices.Clone(videoMembers), "subtitles")

func (s *server) newSubtitles(list []byte) (subtitles []catalog.NewSubtitle, err error) {
	if list == nil || list[0] == 'n' {
		return nil, nil
	}
	if list[0] != '[' {
		return nil, fault.Field("subtitles", "is invalid")
	}
	err = eachElement(list, func(item []byte) error {
		if len(subtitles) == maxSubtitles {
			return unprocessable(fmt.Sprintf("a video takes up to %d subtitles", maxSubtitles))
		}
		sub, err := s.newSubtitle(item)
		subtitles = append(subtitles, sub)
		return err
	})
	return subtitles, err
}

func (s *server) newSubtitle(item []byte) (sub catalog.NewSubtitle, err error) {
	if item[0] != '{' {
		return sub, fault.Field("subtitles", "is invalid")
	}
	in := newInput(item, "language", "name", "vtt")
	sub = catalog.NewSubtitle{
		Language: or(in.text("language"), ""),
		Name:     or(in.text("name"), ""),
		VTT:      or(in.text("vtt"), ""),
	}
	if err := in.err(); err != nil {
		return sub, err
	}
	if sub.Language = s.LanguageCode(sub.Language); sub.Language == "" {
		return sub, unprocessable("Language code is not recognized.")
	}
	if err := s.CheckSubtitle(sub.VTT); err != nil {
		return sub, unprocessable(public(err))
	}
	return sub, nil
}

// public is the text of an error that was made to be shown.
func public(err error) string {
	if detail := fault.Detail(err); detail != "" {
		return detail
	}
	return err.Error()
}

func notEmpty(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("the text of a subtitle can't be blank")
	}
	return nil
}
