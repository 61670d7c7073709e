package catalog

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/opt"
)

func TestSubtitles(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, at := t.Context(), time.UnixMilli(1_788_249_600_000)
		f.now = func() time.Time { return at }
		v := f.create("harbour")[0]
		none, err := f.Subtitles(ctx, f.account, v.ID)
		require.NoError(t, err)
		require.Equal(t, []Subtitle{}, none)

		at = at.Add(time.Second)
		const srt = "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nHallo\r\n"
		first, err := f.AddSubtitle(ctx, f.account, v.ID, NewSubtitle{Language: "ger", Name: "Deutsch", VTT: srt})
		require.NoError(t, err)
		require.NotZero(t, first.ID)
		require.Equal(t, at.UnixMilli(), f.updatedAt(v.ID))
		second, err := f.AddSubtitle(ctx, f.account, v.ID, NewSubtitle{Language: "ger", VTT: "WEBVTT\n"})
		require.NoError(t, err, "a language may come twice")
		list, err := f.Subtitles(ctx, f.account, v.ID)
		require.NoError(t, err)
		require.Equal(t, []Subtitle{first, second}, list)
		got, err := f.Subtitle(ctx, f.account, v.ID, first.ID)
		require.NoError(t, err)
		require.Equal(t, srt, got.VTT, "kept as sent")

		at = at.Add(time.Second)
		require.NoError(t, f.DeleteSubtitle(ctx, f.account, v.ID, first.ID))
		require.Equal(t, at.UnixMilli(), f.updatedAt(v.ID))
		require.Equal(t, fault.NotFound, fault.KindOf(f.DeleteSubtitle(ctx, f.account, v.ID, first.ID)))
		list, err = f.Subtitles(ctx, f.account, v.ID)
		require.NoError(t, err)
		require.Equal(t, []Subtitle{second}, list)

		require.NoError(t, f.Delete(ctx, f.account, v.ID))
		_, err = f.Subtitles(ctx, f.account, v.ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		_, err = f.AddSubtitle(ctx, f.account, v.ID, NewSubtitle{Language: "ger", VTT: "WEBVTT\n"})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
	})
}

func TestUpdateSubtitle(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx, at := t.Context(), time.UnixMilli(1_788_249_600_000)
		f.now = func() time.Time { return at }
		v := f.create("harbour")[0]
		s, err := f.AddSubtitle(ctx, f.account, v.ID, NewSubtitle{Language: "ger", Name: "Deutsch", VTT: "WEBVTT\n"})
		require.NoError(t, err)
		for _, c := range []struct {
			patch                SubtitlePatch
			language, name, text string
		}{
			{SubtitlePatch{}, "ger", "Deutsch", "WEBVTT\n"},
			{SubtitlePatch{Name: opt.Some("Hafen")}, "ger", "Hafen", "WEBVTT\n"},
			{SubtitlePatch{Language: opt.Some("eng")}, "eng", "Hafen", "WEBVTT\n"},
			{SubtitlePatch{Name: opt.Null[string]()}, "eng", "", "WEBVTT\n"},
			{SubtitlePatch{VTT: opt.Some("WEBVTT - x\n"), Name: opt.Some("n")}, "eng", "n", "WEBVTT - x\n"},
		} {
			before := s.UpdatedAt
			s, err = f.UpdateSubtitle(ctx, f.account, v.ID, s.ID, c.patch)
			require.NoError(t, err)
			require.Equal(t, []string{c.language, c.name, c.text}, []string{s.Language, s.Name, s.VTT})
			require.Greater(t, s.UpdatedAt, before, "a change within one millisecond is a version of its own")
			stored, err := f.Subtitle(ctx, f.account, v.ID, s.ID)
			require.NoError(t, err)
			require.Equal(t, s, stored)
		}
		at = at.Add(time.Second)
		_, err = f.UpdateSubtitle(ctx, f.account, v.ID, s.ID, SubtitlePatch{Name: opt.Some("late")})
		require.NoError(t, err)
		require.Equal(t, at.UnixMilli(), f.updatedAt(v.ID))
		public, err := f.Public(ctx, f.account, v.Slug)
		require.NoError(t, err)
		require.Equal(t, "late", public.Subtitles[0].Name, "manifests see it at once")
	})
}

func TestForeignSubtitlesDoNotExist(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		videos := f.create("mine", "also mine")
		s, err := f.AddSubtitle(ctx, f.account, videos[0].ID, NewSubtitle{Language: "ger", VTT: "WEBVTT\n"})
		require.NoError(t, err)
		_, err = f.Subtitles(ctx, f.other, videos[0].ID)
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		_, err = f.AddSubtitle(ctx, f.other, videos[0].ID, NewSubtitle{Language: "ger", VTT: "WEBVTT\n"})
		require.Equal(t, fault.NotFound, fault.KindOf(err))
		for name, c := range map[string]struct{ account, video, id int64 }{
			"another account's": {f.other, videos[0].ID, s.ID},
			"another video's":   {f.account, videos[1].ID, s.ID},
			"unknown video":     {f.account, 999, s.ID},
			"unknown":           {f.account, videos[0].ID, 999},
		} {
			_, err := f.Subtitle(ctx, c.account, c.video, c.id)
			require.Equal(t, fault.NotFound, fault.KindOf(err), name)
			_, err = f.UpdateSubtitle(ctx, c.account, c.video, c.id, SubtitlePatch{Name: opt.Some("x")})
			require.Equal(t, fault.NotFound, fault.KindOf(err), name)
			require.Equal(t, fault.NotFound, fault.KindOf(f.DeleteSubtitle(ctx, c.account, c.video, c.id)), name)
		}
		list, err := f.Subtitles(ctx, f.account, videos[0].ID)
		require.NoError(t, err)
		require.Equal(t, []Subtitle{s}, list, "nothing was touched")
	})
}

func TestSubtitlesAreLimited(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		videos, err := f.Create(t.Context(), f.account, []NewVideo{{Name: "full", Subtitles: make([]NewSubtitle, maxSubtitles)}})
		require.NoError(t, err)
		_, err = f.AddSubtitle(t.Context(), f.account, videos[0].ID, NewSubtitle{Language: "ger", VTT: "WEBVTT\n"})
		require.Equal(t, fault.Invalid, fault.KindOf(err))
	})
}

func (f *fixture) updatedAt(id int64) int64 {
	v, err := f.Video(f.t.Context(), f.account, id)
	require.NoError(f.t, err)
	return v.UpdatedAt
}
