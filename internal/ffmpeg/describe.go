package ffmpeg

import "context"

// maxProbe bounds the bytes in which streams are looked for: every program
// keeps them in memory.
const maxProbe = 1 << 30

// Describe reads the headers and all packets of a local file. Streams that
// begin behind the part in which they are usually looked for are described by a
// look that reaches so far.
func (t *Tools) Describe(ctx context.Context, path, demuxer string) (*Media, map[int]Track, error) {
	m, err := t.Probe(ctx, path, demuxer)
	if err != nil {
		return nil, nil, err
	}
	tracks, err := t.Scan(ctx, path, demuxer, m)
	if err != nil {
		return nil, nil, err
	}
	for reach := m.reach(tracks); reach > m.Probe; reach = m.reach(tracks) {
		if m, err = t.probe(ctx, path, demuxer, reach); err != nil {
			return nil, nil, err
		}
		if tracks, err = t.Scan(ctx, path, demuxer, m); err != nil {
			return nil, nil, err
		}
	}
	return m, tracks, nil
}

// reach is how many bytes have to be looked at to describe the streams that
// begin late, 0 when none does or they lie too far behind.
func (m *Media) reach(tracks map[int]Track) (bytes int64) {
	described := map[int]bool{}
	for _, st := range m.Streams {
		described[st.Index] = st.described()
	}
	for i, t := range tracks {
		late := t.At > probeBytes/2 || t.First-m.Start > probeSpan/2
		if reach := t.At + probeBytes; !described[i] && t.Packets > 0 && late && reach <= maxProbe {
			bytes = max(bytes, reach)
		}
	}
	return bytes
}

// described reports whether the header, or a look at the packets, has told what
// is needed to decode a stream.
func (s Stream) described() bool {
	switch s.Kind {
	case "video":
		return s.Codec != "" && s.Width > 0 && s.Height > 0
	case "audio":
		return s.Codec != "" && s.SampleRate > 0 && s.Channels > 0
	}
	return s.Kind != ""
}
