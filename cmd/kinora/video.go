package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"kinora/client"
	"kinora/internal/media/webvtt"
)

// pollPause is how often a watched video is looked at.
const pollPause = 500 * time.Millisecond

type videoCommand struct {
	Add   videoAdd   `cmd:"" help:"Send videos by URL or from this machine, all in one batch."`
	List  videoList  `cmd:"" help:"List videos, newest first."`
	Watch videoWatch `cmd:"" help:"Follow videos until nothing more happens to them."`
	Show  videoShow  `cmd:"" help:"Show one video with its renditions and addresses."`
	Retry videoRetry `cmd:"" help:"Start failed videos again: from their stored source, else from their URL, or from another."`
	Rm    videoRm    `cmd:"" help:"Remove videos for good."`
	Plan  videoPlan  `cmd:"" help:"Show how a local file would be encoded."`
}

// apiFlags say which server a command talks to, and as whom.
type apiFlags struct {
	Server string `default:"http://127.0.0.1:8080" env:"KINORA_PUBLIC_URL" help:"The server's base URL."`
	APIKey string `name:"api-key" env:"KINORA_API_KEY" help:"The API key."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

func (f *apiFlags) client() (*client.Client, error) {
	if f.APIKey == "" {
		return nil, errors.New("no API key; set KINORA_API_KEY or give --api-key (make one with 'kinora token create')")
	}
	if !isWebURL(f.Server) || f.Server == "" {
		return nil, fmt.Errorf("--server %q: begin with http:// or https://", f.Server)
	}
	return client.New(f.Server, f.APIKey), nil
}

type videoAdd struct {
	apiFlags
	Sources      []string `arg:"" name:"source" help:"http, https or sftp URL of a video file, or a file on this machine. The upload of a file goes on where an earlier call was cut off."`
	Name         string   `help:"Name of the video. Default: the file's name."`
	Directory    *int64   `help:"Id of the directory to put it in."`
	QualitySet   *int64   `help:"Id of the custom quality set to encode it by."`
	Priority     int64    `help:"-10 to 10; 10 is first."`
	Header       string   `help:"Header sent to the origin, such as 'Authorization: Bearer …'."`
	ClipStart    *int64   `help:"First second to take."`
	ClipDuration *int64   `help:"Seconds to take."`
	Subtitles    []string `help:"Text tracks as LANGUAGE:FILE (a code of ISO 639, such as ger or de), for every video." placeholder:"eng:FILE"`
	Watch        bool     `help:"Follow the videos until they are done."`
}

// Run creates the videos in one batch and uploads those that are files here.
func (c *videoAdd) Run(env *environment) error {
	api, err := c.client()
	if err != nil {
		return err
	}
	subtitles, err := readSubtitles(c.Subtitles)
	if err != nil {
		return err
	}
	files := make([]*localFile, len(c.Sources)) // nil: a URL
	for i, source := range c.Sources {
		if isURL(source) {
			continue
		}
		f, err := findFile(c.Server, source)
		if err != nil {
			return err
		}
		files[i] = &f
	}
	made, err := c.send(env, api, files, subtitles)
	if err != nil {
		return err
	}
	if c.Watch {
		return watch(env, api, idsOf(made), c.JSON)
	}
	if c.JSON {
		return printJSON(env.out, made)
	}
	return printVideos(env, made)
}

// send goes on with what earlier calls began, creates the rest in one batch
// and uploads its files. It returns the videos in the order of the sources.
func (c *videoAdd) send(env *environment, api *client.Client, files []*localFile, subtitles []client.Subtitle) ([]client.Video, error) {
	videos := make([]client.Video, len(files))
	var items []client.NewVideo
	var places []int // of the items among the sources
	for i, f := range files {
		if f != nil {
			v, found, err := resume(env, api, *f, c.JSON)
			if err != nil {
				return nil, err
			}
			if found {
				videos[i] = v
				continue
			}
		}
		items, places = append(items, c.item(c.Sources[i], f, subtitles)), append(places, i)
	}
	if len(items) == 0 {
		return videos, nil
	}
	made, err := api.CreateVideos(env.ctx, items)
	if err != nil {
		return nil, err
	}
	for n, i := range places {
		videos[i] = made[n]
		if files[i] == nil {
			continue
		}
		if err := start(env, api, *files[i], made[n].ID, c.JSON); err != nil {
			return nil, err
		}
	}
	return videos, nil
}

// item is the video to be made of a source.
func (c *videoAdd) item(source string, f *localFile, subtitles []client.Subtitle) client.NewVideo {
	v := client.NewVideo{
		Name: c.Name, OriginURL: source, OriginHTTPHeaders: c.Header, Priority: c.Priority,
		DirectoryID: c.Directory, QualitySetID: c.QualitySet, ClipStart: c.ClipStart, ClipDuration: c.ClipDuration, Subtitles: subtitles,
	}
	if f != nil {
		v.OriginURL, v.OriginHTTPHeaders = "", ""
	}
	switch {
	case c.Name != "":
	case f != nil:
		v.Name = filepath.Base(f.path)
	default:
		v.Name = nameOf(source)
	}
	return v
}

func readSubtitles(args []string) ([]client.Subtitle, error) {
	var subtitles []client.Subtitle
	for _, arg := range args {
		language, file, ok := strings.Cut(arg, ":")
		if !ok {
			return nil, fmt.Errorf("subtitles %q: give LANGUAGE:FILE", arg)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		subtitles = append(subtitles, client.Subtitle{Language: language, VTT: webvtt.Decode(text)})
	}
	return subtitles, nil
}

// nameOf makes a name of the last part of a URL's path.
func nameOf(origin string) string {
	u, err := url.Parse(origin)
	if err != nil || path.Base(u.Path) == "." || path.Base(u.Path) == "/" {
		return origin
	}
	return path.Base(u.Path)
}

func idsOf(videos []client.Video) []int64 {
	ids := make([]int64, len(videos))
	for i, v := range videos {
		ids[i] = v.ID
	}
	return ids
}

type videoList struct {
	apiFlags
	Search string `help:"Only those whose name contains this, or with this id or slug."`
	Status string `help:"Only those that are empty, pending, viewable, ready or error; waiting (for a file), or failed for whatever reason."`
	Page   int    `default:"1" help:"Page, from 1."`
	Limit  int    `default:"25" help:"Videos on a page, up to 100."`
}

// Run lists videos.
func (c *videoList) Run(env *environment) error {
	api, err := c.client()
	if err != nil {
		return err
	}
	filter := url.Values{}
	for key, value := range map[string]string{"search": c.Search, "status": c.Status} {
		if value != "" {
			filter.Set(key, value)
		}
	}
	videos, err := api.Videos(env.ctx, filter, c.Page, c.Limit)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(env.out, videos)
	}
	if len(videos) == 0 {
		if len(filter) > 0 || c.Page > 1 {
			fmt.Fprintln(env.out, "No such videos.")
		} else {
			fmt.Fprintln(env.out, "No videos yet. Send one: kinora video add FILE")
		}
		return nil
	}
	return printVideos(env, videos)
}

func printVideos(env *environment, videos []client.Video) error {
	w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tSTATUS\tDURATION\tNAME\tSTEP")
	for i := range videos {
		v := &videos[i]
		what := ""
		if s := stepOf(v); s.name != v.Status {
			what = s.String()
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", v.ID, v.Status, length(v.Duration), printable(v.Name), printable(what))
	}
	return w.Flush()
}

// printable keeps a name from writing control characters to the terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '?'
		}
		return r
	}, name)
}

func length(ms *int64) string {
	if ms == nil {
		return "-"
	}
	return (time.Duration(*ms) * time.Millisecond).Round(100 * time.Millisecond).String()
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

type videoWatch struct {
	apiFlags
	IDs []int64 `arg:"" optional:"" name:"id" help:"Videos to follow. Default: the newest 25."`
}

// Run follows videos until nothing more happens to them.
func (c *videoWatch) Run(env *environment) error {
	api, err := c.client()
	if err != nil {
		return err
	}
	ids := c.IDs
	if len(ids) == 0 {
		newest, err := api.Videos(env.ctx, nil, 1, 25)
		if err != nil {
			return err
		}
		ids = idsOf(newest)
	}
	return watch(env, api, ids, c.JSON)
}

// watch shows a bar per video until all are done, and fails when one failed.
func watch(env *environment, api *client.Client, ids []int64, asJSON bool) error {
	bars := newBars(env.out, asJSON)
	videos, err := follow(env.ctx, api, ids, bars.draw)
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped watching; the videos go on")
	}
	if err != nil {
		return err
	}
	if asJSON {
		if err := printJSON(env.out, videos); err != nil {
			return err
		}
	} else {
		printOutcomes(env.out, videos)
	}
	for _, v := range videos {
		if v.Status != "ready" {
			return errQuiet
		}
	}
	return nil
}

// printOutcomes says what became of each video: where it plays, or why it does
// not.
func printOutcomes(w io.Writer, videos []client.Video) {
	for i := range videos {
		switch v := &videos[i]; {
		case v.Error != nil:
			fmt.Fprintf(w, "failed: %s (video %d): %s\n", printable(v.Name), v.ID, why(v))
		default:
			fmt.Fprintf(w, "%s: %s (%d qualities, %s)\n", v.Status, v.IframeURL, len(v.Renditions), length(v.Duration))
		}
	}
}

// why is the reason of a failure, with what to do about it where that is known.
func why(v *client.Video) string {
	if v.ErrorDetail != nil {
		return *v.Error + ": " + printable(*v.ErrorDetail)
	}
	return deref(v.Error)
}

// follow reports the state of videos whenever it changes until all are done.
// It listens to the server's events, and polls where those are not to be had.
func follow(ctx context.Context, api *client.Client, ids []int64, report func([]client.Video)) ([]client.Video, error) {
	if err := listen(ctx, api, ids, report); err != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return poll(ctx, api, ids, report) // has the details, which events have not
}

// listen reports videos as the server tells of them, until all are done.
func listen(ctx context.Context, api *client.Client, ids []int64, report func([]client.Video)) error {
	known := map[int64]client.Video{}
	return api.Watch(ctx, ids, func(v client.Video) bool {
		known[v.ID] = v
		videos, done := make([]client.Video, len(ids)), true
		for i, id := range ids {
			videos[i] = known[id]
			if videos[i].ID == 0 {
				return true // its state is still to come
			}
			done = done && videos[i].Done()
		}
		report(videos)
		return !done
	})
}

// poll asks for videos, reporting each round, until all are done.
func poll(ctx context.Context, api *client.Client, ids []int64, report func([]client.Video)) ([]client.Video, error) {
	tick := time.NewTicker(pollPause)
	defer tick.Stop()
	videos := make([]client.Video, len(ids))
	for {
		done := true
		for i, id := range ids {
			if videos[i].Done() {
				continue
			}
			v, err := api.Video(ctx, id)
			if err != nil {
				return nil, ofVideo(id, err)
			}
			videos[i] = v
			done = done && v.Done()
		}
		report(videos)
		if done {
			return videos, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
	}
}

type videoShow struct {
	apiFlags
	ID int64 `arg:"" help:"The video's id."`
}

// Run shows one video.
func (c *videoShow) Run(env *environment) error {
	api, err := c.client()
	if err != nil {
		return err
	}
	v, err := api.Video(env.ctx, c.ID)
	if err != nil {
		return ofVideo(c.ID, err)
	}
	list, err := api.Renditions(env.ctx, c.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(env.out, struct {
			client.Video
			Renditions []client.RenditionDetails `json:"converted_videos"`
		}{v, list})
	}
	w := tabwriter.NewWriter(env.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "id\t%d\nname\t%s\nstatus\t%s\n", v.ID, printable(v.Name), v.Status)
	if v.Error != nil {
		fmt.Fprintf(w, "error\t%s\n", why(&v))
	}
	if v.Work != nil {
		fmt.Fprintf(w, "step\t%s\n", printable(stepOf(&v).String()))
	}
	for _, note := range v.Notes {
		fmt.Fprintf(w, "note\t%s\n", printable(note))
	}
	fmt.Fprintf(w, "duration\t%s\nplayer\t%s\nHLS\t%s\nHLS, CMAF\t%s\nDASH\t%s\n", length(v.Duration), v.IframeURL, v.HLSURL, v.HLSCMAFURL, v.DASHURL)
	for _, r := range list {
		fmt.Fprintf(w, "%s\t%s %d%% %s %s\n", r.Name, r.Status, r.Progress, r.MP4URL, deref(r.Error))
		if r.Receipt != nil {
			fmt.Fprintf(w, "\tverified: %s\n", receipt(r.Receipt))
		}
	}
	return w.Flush()
}

// receipt says in one line what was measured.
func receipt(r *client.Receipt) string {
	text := fmt.Sprintf("mean %d kbit/s, peak %d kbit/s", r.MeanKbps, r.PeakKbps)
	if r.Frames > 0 {
		text = fmt.Sprintf("%d frames (%d decoded, %d key frames), SSIM %.4f (least %.4f, %d frames), sound %+.1f ms at the end, %s",
			r.Frames, r.Decoded, r.KeyFrames, r.SSIM, r.SSIMLeast, r.Compared, r.Offset, text)
	}
	if r.Safer {
		text += ", encoded twice"
	}
	return text
}

type videoRetry struct {
	apiFlags
	IDs    []int64 `arg:"" name:"id" help:"Videos to start again."`
	URL    string  `help:"Fetch the source from here instead."`
	Header string  `help:"Header sent to the origin, such as 'Authorization: Bearer …'."`
	Watch  bool    `help:"Follow the videos until they are done."`
}

// Run starts videos again.
func (c *videoRetry) Run(env *environment) error {
	api, err := c.client()
	if err != nil {
		return err
	}
	videos := make([]client.Video, len(c.IDs))
	for i, id := range c.IDs {
		if videos[i], err = api.RetryVideo(env.ctx, id, client.Origin{URL: c.URL, HTTPHeaders: c.Header}); err != nil {
			return ofVideo(id, err)
		}
	}
	switch {
	case c.Watch:
		return watch(env, api, c.IDs, c.JSON)
	case c.JSON:
		return printJSON(env.out, videos)
	}
	return printVideos(env, videos)
}

type videoRm struct {
	apiFlags
	IDs []int64 `arg:"" name:"id" help:"Videos to remove."`
}

// Run removes videos.
func (c *videoRm) Run(env *environment) error {
	api, err := c.client()
	if err != nil {
		return err
	}
	for _, id := range c.IDs {
		if err := api.DeleteVideo(env.ctx, id); err != nil {
			return ofVideo(id, err)
		}
	}
	return nil
}

// ofVideo names the video that a call failed for.
func ofVideo(id int64, err error) error {
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status == http.StatusNotFound {
		return fmt.Errorf("there is no video %d", id)
	}
	return fmt.Errorf("video %d: %w", id, err)
}
