package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"kinora/internal/fault"
	"kinora/internal/ingest"
	"kinora/internal/plan"
	"kinora/internal/quality"
)

// videoPlan works on a local file, without a server.
type videoPlan struct {
	File            string `arg:"" help:"A video file."`
	QualitySet      *int64 `help:"Id of a custom quality set. Default: the system's ladder."`
	QualitySets     string `help:"YAML file of custom quality sets."`
	ClipStart       *int64 `help:"First second to take."`
	ClipDuration    *int64 `help:"Seconds to take."`
	IgnoreSourceBPS bool   `name:"ignore-source-bitrate" help:"Let renditions exceed the bit rate of the source."`
	Programs
	Hardware string `help:"Encoders in hardware: nvenc, qsv or vaapi. Default: none."`
	Verbose  bool   `help:"Print ffmpeg's filters, too."`
	JSON     bool   `name:"json" help:"Print JSON."`
}

// Run shows how a file would be encoded, or why it would be refused.
func (c *videoPlan) Run(env *environment) error {
	set, err := c.settings()
	if err != nil {
		return err
	}
	tools, err := c.locate(env.ctx, false)
	if err != nil {
		return err
	}
	p, err := ingest.PlanFile(env.ctx, tools, c.File, set)
	if fault.KindOf(err) == fault.Invalid {
		return fmt.Errorf("%s would be refused: %w", c.File, err)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(env.out, struct {
			*plan.Plan
			Filters []string `json:"filters"`
		}{p, p.Filters()})
	}
	return showPlan(env.out, p, c.Verbose)
}

func (c *videoPlan) settings() (set plan.Settings, err error) {
	set.LimitBitRate, set.Hardware = !c.IgnoreSourceBPS, c.Hardware
	if c.ClipStart != nil {
		set.ClipStart = time.Duration(*c.ClipStart) * time.Second
		if c.ClipDuration != nil {
			set.ClipDuration = time.Duration(*c.ClipDuration) * time.Second
		}
	}
	if c.QualitySet == nil {
		return set, nil
	}
	sets, err := readQualitySets(c.QualitySets)
	if err != nil {
		return set, err
	}
	i := slices.IndexFunc(sets, func(s quality.Set) bool { return s.ID == *c.QualitySet })
	if i < 0 {
		return set, fmt.Errorf("there is no quality set %d; the setting quality-sets names the file that has them", *c.QualitySet)
	}
	set.Qualities = sets[i].Qualities
	return set, nil
}

func showPlan(out io.Writer, p *plan.Plan, verbose bool) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "source\t%s, %.3f s\n", p.Demuxer, p.OriginDuration.Seconds())
	fmt.Fprintf(w, "output\t%.3f s\n", p.Duration.Seconds())
	if p.Error != "" {
		fmt.Fprintf(w, "error\t%s\n", p.Error)
	}
	if v := p.Video; v != nil {
		fmt.Fprintf(w, "picture\t%s\n", strings.Join(traits(v), ", "))
		fmt.Fprintf(w, "timing\t%s frames/s, %d frames, a key frame every %d\n", v.Rate, v.Frames, v.GOP)
	}
	switch {
	case p.Copy != nil:
		fmt.Fprintf(w, "copied\t%s\n", p.Copy.File)
	case p.NoCopy != "":
		fmt.Fprintf(w, "not copied\t%s\n", printable(p.NoCopy))
	}
	for i, a := range p.Audio {
		label := fmt.Sprintf("stream %d, %s, %d channels", a.Stream, a.Language, a.Channels)
		if a.Title != "" {
			label += ", " + printable(a.Title)
		}
		fmt.Fprintf(w, "sound %d\t%s\n", i+1, label)
	}
	if verbose {
		for _, f := range p.Filters() {
			fmt.Fprintf(w, "filters\t%s\n", f)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w, "\nNAME\tCODEC\tENCODER\tSIZE\tFRAME\tFRAMES/S\tVIDEO KBIT/S\tAUDIO KBIT/S\tFILE")
	for _, r := range p.Rungs {
		size, frame, rate, kbps := "-", "-", "-", "-"
		if p.Video != nil {
			size, frame = fmt.Sprintf("%dx%d", r.Width, r.Height), fmt.Sprintf("%dx%d", r.FrameWidth, r.FrameHeight)
			rate, kbps = r.Rate(p.Video).String(), fmt.Sprint(r.Kbps)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\n", r.Name, r.Codec, r.Encoder, size, frame, rate, kbps, r.AudioKbps, r.File)
	}
	return w.Flush()
}

// traits are what matters of a source's picture.
func traits(v *plan.Video) []string {
	list := []string{fmt.Sprintf("stream %d", v.Stream), fmt.Sprintf("%dx%d as displayed", v.Width, v.Height), "matrix " + v.Matrix}
	for _, t := range []struct {
		has  bool
		text string
	}{
		{v.Orientation.Mirror, "mirrored"},
		{v.Orientation.Turns != 0, fmt.Sprintf("turned by %d°", 90*v.Orientation.Turns)},
		{v.Interlaced, "interlaced"},
		{v.Alpha, "with transparency"},
		{v.FullRange, "full range"},
		{v.Transfer != "", fmt.Sprintf("HDR %s up to %g nits", v.Transfer, v.Peak)},
	} {
		if t.has {
			list = append(list, t.text)
		}
	}
	return list
}
