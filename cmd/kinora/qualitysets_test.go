package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"kinora/internal/plan"
	"kinora/internal/quality"
)

func TestExampleQualitySets(t *testing.T) {
	sets, err := readQualitySets("../../quality-sets.example.yaml")
	require.NoError(t, err)
	require.Len(t, sets, 1)
	require.Equal(t, plan.Quality{
		ID: 5759, Version: 1, Name: "vod1080p", Codec: "h264", ShortSide: 1080, VideoKbps: 6000, AudioKbps: 192, FPS: plan.MaxFPS, Profile: "high",
	}, sets[0].Qualities[0])
	require.Equal(t, plan.Quality{
		ID: 5761, Version: 1, Name: "5761_h264_360p", Codec: "h264", ShortSide: 360, VideoKbps: 450, AudioKbps: 64, FPS: 30,
	}, sets[0].Qualities[5])
}

func TestWrongQualitySetsAreNamed(t *testing.T) {
	one := func(quality string) string {
		return "quality_sets:\n- {id: 7, name: x, qualities: [{" + quality + "}]}\n"
	}
	const good = "id: 1, codec: h264, short_side: 360, video_kbps: 450, audio_kbps: 64"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"codec":       {one("id: 1, codec: vp8, short_side: 360, video_kbps: 450, audio_kbps: 64"), []string{"quality_sets[0].qualities[0].codec", "vp8", "h264, hevc, av1 or vp9"}},
		"odd size":    {one("id: 1, codec: av1, short_side: 361, video_kbps: 450, audio_kbps: 64"), []string{"short_side", "361", "even"}},
		"no rate":     {one("id: 1, codec: av1, short_side: 360, audio_kbps: 64"), []string{"video_kbps", `"0"`, "30 to 200000"}},
		"much sound":  {one("id: 1, codec: av1, short_side: 360, video_kbps: 450, audio_kbps: 999"), []string{"audio_kbps", "999", "320"}},
		"fps":         {one(good + ", fps: cap 500"), []string{"fps", "cap 500", "keep, or cap N"}},
		"fps as text": {one(good + ", fps: sixty"), []string{"fps", "sixty", "keep or cap N"}},
		"profile":     {one(good + ", profile: main10"), []string{"profile", "main10", "baseline, main, high"}},
		"name":        {one(good + ", name: 'a/b'"), []string{"name", "a/b", "letters"}},
		"unknown key": {one(good + ", bitrate: 5"), []string{"bitrate"}},
		"no list":     {"quality_sets: 5\n", []string{"quality-sets"}},
		"empty set":   {"quality_sets:\n- {id: 7, name: x}\n", []string{"quality_sets[0].qualities", "1 to 24"}},
		"no id":       {"quality_sets:\n- {name: x, qualities: [{" + good + "}]}\n", []string{"quality_sets[0].id", "from 1"}},
		"no account":  {"quality_sets:\n- {id: 7, name: x, accounts: [], qualities: [{" + good + "}]}\n", []string{"accounts", "for all"}},
		"same set":    {"quality_sets:\n- {id: 7, name: x, qualities: [{" + good + "}]}\n- {id: 7, name: y, qualities: [{id: 2, codec: h264, short_side: 360, video_kbps: 450, audio_kbps: 64}]}\n", []string{"quality_sets[1].id", "no other"}},
		"same id":     {"quality_sets:\n- {id: 7, name: x, qualities: [{" + good + "}, {" + good + "}]}\n", []string{"qualities[1].id", "no other"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "sets.yaml")
			require.NoError(t, os.WriteFile(file, []byte(c.text), 0o600))
			code, _, errs := call(t, "serve", "--quality-sets", file)
			require.NotZero(t, code)
			for _, want := range append(c.want, "quality-sets", file) {
				require.Contains(t, errs, want)
			}
		})
	}
	code, _, errs := call(t, "config", "--quality-sets", "/nonexistent.yaml")
	require.NotZero(t, code)
	require.Contains(t, errs, "/nonexistent.yaml")
}

func FuzzQualitySets(f *testing.F) {
	example, err := os.ReadFile("../../quality-sets.example.yaml")
	require.NoError(f, err)
	f.Add(example)
	f.Fuzz(func(t *testing.T, text []byte) {
		sets, err := parseQualitySets(text)
		if err == nil {
			require.NoError(t, quality.Check(sets), "what was accepted stays so")
		}
	})
}

// TestMissingEncoder runs an ffmpeg that says it has no libx265.
func TestMissingEncoder(t *testing.T) {
	dir := t.TempDir()
	script, sets := filepath.Join(dir, "ffmpeg"), filepath.Join(dir, "sets.yaml")
	require.NoError(t, os.WriteFile(script, []byte("#!/bin/sh\nffmpeg \"$@\" | grep -v libx265\n"), 0o700))
	require.NoError(t, os.WriteFile(sets, []byte(
		"quality_sets: [{id: 7, name: x, qualities: [{id: 9, codec: hevc, short_side: 360, video_kbps: 450, audio_kbps: 64}]}]"), 0o600))
	const want = "quality set 7, quality 9: this ffmpeg has no encoder for hevc (libx265)"
	code, _, errs := call(t, "serve", "--data-dir", dir, "--listen", "127.0.0.1:0", "--ffmpeg", script, "--quality-sets", sets)
	require.Equal(t, 1, code)
	require.Contains(t, errs, want)
	code, out, _ := call(t, "doctor", "--data-dir", dir, "--ffmpeg", script, "--quality-sets", sets)
	require.Equal(t, 1, code)
	require.Regexp(t, "(?m)^FAIL encoders .*"+regexp.QuoteMeta(want), out)
	_, out, _ = call(t, "doctor", "--data-dir", dir, "--ffmpeg", script)
	require.Regexp(t, "(?m)^ok   encoders .*hevc -, av1", out)
}
