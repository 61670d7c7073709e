package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/fault"
	"kinora/internal/opt"
)

// TestLongTexts refuses texts that are longer than they may be, and takes those
// that are not, whatever the size of their characters.
func TestLongTexts(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		long := func(n int) *string { s := strings.Repeat("ж", n); return &s }
		video := func(change func(*NewVideo)) (Video, error) {
			v := NewVideo{Name: "a"}
			change(&v)
			made, err := f.Create(t.Context(), f.account, []NewVideo{v})
			if err != nil {
				return Video{}, err
			}
			return made[0], nil
		}
		v, err := video(func(v *NewVideo) { v.Name, v.Description = *long(255), long(5000) })
		require.NoError(t, err)
		dir, err := f.CreateDirectory(t.Context(), f.account, *long(255), nil)
		require.NoError(t, err)
		sub, err := f.AddSubtitle(t.Context(), f.account, v.ID, NewSubtitle{Language: "eng", Name: *long(255), VTT: "WEBVTT"})
		require.NoError(t, err)

		failing := map[string]error{}
		_, failing["name"] = video(func(v *NewVideo) { v.Name = *long(256) })
		_, failing["description"] = video(func(v *NewVideo) { v.Description = long(5001) })
		_, failing["origin_url"] = video(func(v *NewVideo) { v.OriginURL = long(8193) })
		_, failing["origin_http_headers"] = video(func(v *NewVideo) { v.OriginHTTPHeaders = long(8193) })
		_, failing["share_url"] = video(func(v *NewVideo) { v.ShareURL = long(8193) })
		_, failing["subtitle in a batch"] = video(func(v *NewVideo) { v.Subtitles = []NewSubtitle{{Language: "eng", Name: *long(256), VTT: "WEBVTT"}} })
		_, failing["renamed"] = f.Update(t.Context(), f.account, v.ID, VideoPatch{Name: opt.Some(*long(256))})
		_, failing["described"] = f.Update(t.Context(), f.account, v.ID, VideoPatch{Description: opt.Some(*long(5001))})
		_, failing["directory"] = f.CreateDirectory(t.Context(), f.account, *long(256), nil)
		_, failing["directory renamed"] = f.UpdateDirectory(t.Context(), f.account, dir.ID, opt.Some(*long(256)), opt.Opt[int64]{})
		_, failing["subtitle"] = f.AddSubtitle(t.Context(), f.account, v.ID, NewSubtitle{Language: "eng", Name: *long(256), VTT: "WEBVTT"})
		_, failing["subtitle renamed"] = f.UpdateSubtitle(t.Context(), f.account, v.ID, sub.ID, SubtitlePatch{Name: opt.Some(*long(256))})
		for what, err := range failing {
			require.Equal(t, fault.Invalid, fault.KindOf(err), what)
			require.ErrorContains(t, err, "is too long", what)
		}
	})
}
