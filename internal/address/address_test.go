package address

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseVideo(t *testing.T) {
	hd := Tracks{Quality: 3570, Version: 1, Video: true, Audio: 1}
	pictures := Tracks{Quality: 3570, Version: 1, Video: true}
	sound := Tracks{Quality: 3570, Version: 1, Audio: 1}
	second := Tracks{Quality: 3570, Version: 1, Audio: 2}
	for _, c := range []struct {
		path string
		want File
	}{
		{"", File{Kind: Page}},
		{"/", File{Kind: Page}},
		{"/master.m3u8", File{Kind: MasterHLS}},
		{"/master-cmaf.m3u8", File{Kind: MasterHLS, CMAF: true}},
		{"/master-min-360-max-480-img.m3u8", File{Kind: MasterHLS, Limits: Limits{Min: 360, Max: 480}, Images: true}},
		{"/master-cmaf-min-240-max-9999-img-hevc.m3u8", File{Kind: MasterHLS, CMAF: true, Images: true, Limits: Limits{240, 9999, "hevc"}}},
		{"/master-av1.m3u8", File{Kind: MasterHLS, Limits: Limits{Codec: "av1"}}},
		{"/master.mpd", File{Kind: MasterDASH}},
		{"/master-max-720-h264.mpd", File{Kind: MasterDASH, Limits: Limits{Max: 720, Codec: "h264"}}},
		{"/index.mpd", File{Kind: MasterDASH}},
		{"/index-min-360.mpd", File{Kind: MasterDASH, Limits: Limits{Min: 360}}},
		{"/tiles.m3u8", File{Kind: Tiles}},
		{"/index-s0q3570v1-v1-a1.m3u8", File{Kind: PlaylistTS, Tracks: hd}},
		{"/index-s0q3570v1-v1.m3u8", File{Kind: PlaylistTS, Tracks: pictures}},
		{"/index-s0q3570v1-a1.m3u8", File{Kind: PlaylistTS, Tracks: sound}},
		{"/index-cmaf-s0q3570v1-v1.m3u8", File{Kind: PlaylistCMAF, CMAF: true, Tracks: pictures}},
		{"/index-cmaf-s0q3570v1-a1.m3u8", File{Kind: PlaylistCMAF, CMAF: true, Tracks: sound}},
		{"/iframes-s0q3570v1-v1-a1.m3u8", File{Kind: PlaylistIFrames, Tracks: hd}},
		{"/index-f12.m3u8", File{Kind: PlaylistText, Subtitle: 12}},
		{"/index-cmaf-f12.m3u8", File{Kind: PlaylistText, Subtitle: 12, CMAF: true}},
		{"/segment-3-s0q3570v1-v1-a1.ts", File{Kind: SegmentTS, Number: 3, Tracks: hd}},
		{"/segment-3-s0q3570v1-v1.m4s", File{Kind: SegmentCMAF, Number: 3, Tracks: pictures}},
		{"/init-s0q3570v1-a1.m4s", File{Kind: InitCMAF, Tracks: sound}},
		{"/index-s0q3570v1-a2.m3u8", File{Kind: PlaylistTS, Tracks: second}},
		{"/index-cmaf-s0q3570v1-a2.m3u8", File{Kind: PlaylistCMAF, CMAF: true, Tracks: second}},
		{"/segment-3-s0q3570v1-a2.ts", File{Kind: SegmentTS, Number: 3, Tracks: second}},
		{"/segment-3-s0q3570v1-v1.webm", File{Kind: SegmentWebM, Number: 3, Tracks: pictures}},
		{"/init-s0q3570v1-v1.webm", File{Kind: InitWebM, Tracks: pictures}},
		{"/segment-10-f12.vtt", File{Kind: SegmentText, Number: 10, Subtitle: 12}},
		{"/segment-10-cmaf-f12.vtt", File{Kind: SegmentText, Number: 10, Subtitle: 12, CMAF: true}},
		{"/subtitle-f12.vtt", File{Kind: WholeText, Subtitle: 12}},
		{"/qid3570v1_h264_1800_720.mp4", File{Kind: MP4, Name: "qid3570v1_h264_1800_720"}},
		{"/qid3570v1_h264_1800_720.mp4/download", File{Kind: MP4, Name: "qid3570v1_h264_1800_720", Download: true}},
		{"/a.mp4/download=My-film_1.0", File{Kind: MP4, Name: "a", Download: true, SaveAs: "My-film_1.0"}},
	} {
		t.Run(c.path, func(t *testing.T) {
			video, got, ok := ParseVideo("/videos/4321_Ab3dE5gH7jK9mN1p" + c.path)
			require.True(t, ok)
			require.Equal(t, Video{Account: 4321, Slug: "Ab3dE5gH7jK9mN1p"}, video)
			require.Equal(t, c.want, got)
			if !strings.HasPrefix(c.path, "/index") || !strings.HasSuffix(c.path, ".mpd") { // another name of the master
				require.Equal(t, strings.TrimSuffix(c.path, "/"), strings.TrimSuffix("/"+got.String(), "/"))
			}
		})
	}
}

func TestParseVideoRefuses(t *testing.T) {
	for _, path := range []string{
		"", "/videos/", "/videos/1", "/videos/1_", "/videos/_a", "/videos/0_a", "/videos/01_a", "/videos/-1_a", "/videos/1_a b",
		"/videos/9999999999999999999_a", "/videos/1_" + strings.Repeat("a", 65), "/videos/1_../x", "/videos/1_%2e",
	} {
		_, _, ok := ParseVideo(path)
		require.False(t, ok, path)
	}
	for _, name := range []string{
		"master", "master.m3u", "master-.m3u8", "master-cmaf.mpd", "master-img.mpd", "master-vp9.m3u8", "master-CMAF.m3u8",
		"master-max-480-min-360.m3u8", "master-img-cmaf.m3u8", "master-h264-img.m3u8", "master-h264-hevc.m3u8",
		"master-min-239.m3u8", "master-min-10000.m3u8", "master-min-0360.m3u8", "master-min-.m3u8", "master-max-abc.m3u8",
		"master-min-360-min-360.m3u8", "master-max--480.m3u8", "amaster.m3u8", "master.m3u8/", "master.m3u8/x", "index.m3u8",
		"index-s1q1v1-v1.m3u8", "index-s0q1v1.m3u8", "index-s0q1v1-a1-v1.m3u8", "index-s0q01v1-v1.m3u8", "index-s0q1v1-v2.m3u8",
		"index-cmaf-s0q1v1-v1-a1.m3u8", "iframes-s0q1v1-a1.m3u8", "index-f.m3u8", "index-f01.m3u8", "index-f1.m3u8.m3u8",
		"segment-0-s0q1v1-v1.ts", "segment-01-s0q1v1-v1.ts", "segment--1-s0q1v1-v1.ts", "segment-s0q1v1-v1.ts",
		"segment-1-s0q1v1-v1-a1.m4s", "segment-1-cmaf-s0q1v1-v1.m4s", "segment-1-cmaf-s0q1v1-v1.ts", "segment-1-s0q1v1-v1.vtt",
		"index-s0q1v1-a0.m3u8", "index-s0q1v1-a01.m3u8", "index-s0q1v1-a.m3u8", "index-s0q1v1-a-1.m3u8", "index-s0q1v1-a1-a2.m3u8",
		"segment-1-s0q1v1-v1-a1.webm", "segment-1-cmaf-s0q1v1-v1.webm", "init-s0q1v1-v1.vtt", "init-f1.m4s", "index.mpd.mpd", "index-img.mpd",
		"indexmaster.mpd", "subtitle-s0q1v1-v1.vtt", "segment-1-s0q1v1-v1.mpd", "segment-1-s0q1v1-v1",
		"segment-1-f1.ts", "segment-99999999999999999999-s0q1v1-v1.ts", "init-s0q1v1-v1-a1.m4s", "init-s0q1v1-v1.ts",
		".mp4", "..mp4", "a.mp4/", "a.mp4/downloads", "a.mp4/download=", "a.mp4/download=.a", "a.mp4/download=a.mp4",
		"a.mp4/download=a.mp4.b", "a.mp4/download=a/b", "a.mp4/download=a b", "a.mp4/download=é", "a.mp4/download=" + strings.Repeat("a", 256),
		"a/b.mp4", "../a.mp4", "..%2fa.mp4", "a\x00.mp4", "a.mp4/../b.mp4", "favicon.ico", "encryption",
	} {
		_, _, ok := ParseVideo("/videos/1_a/" + name)
		require.False(t, ok, name)
	}
}

func TestParsePicture(t *testing.T) {
	for path, want := range map[string]Picture{
		"/static/videoplatform/thumbnails/4321/900_Ab3.mp4_5_1080.jpg": {Account: 4321, Video: 900, Slug: "Ab3", Shot: 5},
		"/static/videoplatform/sprites/4321/900_Ab3.mp4_sprite.jpg":    {Account: 4321, Video: 900, Slug: "Ab3"},
	} {
		p, ok := ParsePicture(path)
		require.True(t, ok)
		require.Equal(t, want, p)
		require.Equal(t, path, p.Path())
	}
	for _, path := range []string{
		"", "thumbnails/1/1_a.mp4_0_1080.jpg", "thumbnails/1/1_a.mp4_01_1080.jpg", "thumbnails/1/1_a.mp4_1_720.jpg", "thumbnails/1/1_a.mp4_sprite.jpg",
		"sprites/1/1_a.mp4_1_1080.jpg", "sprites/1/1_..mp4_sprite.jpg", "thumbnails/1/../1_a.mp4_1_1080.jpg", "posters/1/1_a.mp4_sprite.jpg",
	} {
		_, ok := ParsePicture("/static/videoplatform/" + path)
		require.False(t, ok, path)
	}
}

func TestParsePlaylist(t *testing.T) {
	for name, want := range map[string]PlaylistFile{
		"":                                {},
		"master.m3u8":                     {Master: true},
		"master-cmaf-max-720-hevc.m3u8":   {Master: true, CMAF: true, Limits: Limits{Max: 720, Codec: "hevc"}},
		"index-h264-720-v1-a1.m3u8":       {Media: true, Rung: Rung{"h264", 720}, Video: true, Audio: true},
		"index-aac-0-a1.m3u8":             {Media: true, Rung: Rung{"aac", 0}, Audio: true},
		"index-cmaf-av1-1080-v1.m3u8":     {Media: true, CMAF: true, Rung: Rung{"av1", 1080}, Video: true},
		"index-cmaf-h264-360-a1.m3u8":     {Media: true, CMAF: true, Rung: Rung{"h264", 360}, Audio: true},
		"master-min-240-max-480-img.m3u8": {Master: true, Limits: Limits{Min: 240, Max: 480}, Images: true},
	} {
		p, f, ok := ParsePlaylist("/playlists/7_12/" + name)
		require.True(t, ok, name)
		require.Equal(t, Playlist{7, 12}, p)
		require.Equal(t, want, f)
		require.Equal(t, name, f.String())
	}
	for _, path := range []string{
		"", "7", "7_", "0_1", "7_0", "07_1", "7_1/index.m3u8", "7_1/index-h264-720.m3u8", "7_1/index-h264-720-a1-v1.m3u8",
		"7_1/index-cmaf-h264-720-v1-a1.m3u8", "7_1/master.mpd", "7_1/x", "7_1/index-h264-0720-v1.m3u8", "7_1/index-../-1-v1.m3u8",
	} {
		_, _, ok := ParsePlaylist("/playlists/" + path)
		require.False(t, ok, path)
	}
}

func TestPoster(t *testing.T) {
	p := Poster{Video: 9, Name: "ab12.jpeg", Thumb: true}
	require.Equal(t, "/static/videoplatform/posters/video/9/thumb_ab12.jpeg", p.Path())
	got, ok := ParsePoster(p.Path())
	require.True(t, ok)
	require.Equal(t, p, got)
	require.Equal(t, "posters/Ab3/thumb_ab12.jpeg", PosterKey("Ab3", p))
	require.True(t, NewBases("https://a.example/", "", "", "").IsPoster("https://a.example"+p.Path()))
}

func TestSubjects(t *testing.T) {
	require.Equal(t, int64(42), OfSubject(Subject(42)))
	for _, none := range []string{"", "video:", "video:x", "42", "stream:42"} {
		require.Zero(t, OfSubject(none), none)
	}
}

// FuzzParse checks that no path makes a parser fail, and that whatever is read
// is written in the same way again: each thing has one spelling.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"/videos/1_a", "/videos/1_a/master-cmaf-min-240-max-480-img-h264.m3u8", "/videos/1_a/segment-1-s0q1v1-v1-a1.ts",
		"/videos/1_a/b.mp4/download=c", "/static/videoplatform/sprites/1/1_a.mp4_sprite.jpg", "/videos/1_a/segment-1-cmaf-f1.vtt",
		"/playlists/1_2/index-cmaf-h264-360-a1.m3u8", "/static/videoplatform/posters/video/1/thumb_a.jpg",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if p, ok := ParsePicture(path); ok {
			require.Equal(t, path, p.Path())
		}
		if p, ok := ParsePoster(path); ok {
			require.Equal(t, path, p.Path())
		}
		if p, file, ok := ParsePlaylist(path); ok {
			require.Equal(t, strings.TrimSuffix(path, "/"), strings.TrimSuffix(p.Path()+"/"+file.String(), "/"))
		}
		v, file, ok := ParseVideo(path)
		if !ok {
			return
		}
		require.NotZero(t, file.Kind)
		name := file.String()
		if file.Kind == MasterDASH && strings.HasPrefix(strings.TrimPrefix(path, v.Path()), "/index") {
			name = strings.Replace(name, "master", "index", 1) // another name of the same
		}
		require.Equal(t, strings.TrimSuffix(path, "/"), strings.TrimSuffix(v.Path()+"/"+name, "/"))
		require.False(t, strings.ContainsAny(file.Name+file.SaveAs, "/\\\"\x00"))
	})
}
