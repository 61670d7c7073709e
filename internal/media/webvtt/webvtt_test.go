package webvtt

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
	}{
		{"only the signature", "WEBVTT", ""},
		{
			"a title, a comment, short times", "WEBVTT - Harbour\n\nNOTE nobody\nreads this\n\n00:01.000 --> 00:03.500\nWelcome\n",
			"00:00:01.000 --> 00:00:03.500\nWelcome\n\n",
		},
		{
			"mark, CRLF, identifier, settings", "\ufeffWEBVTT\r\n\r\nfirst\r\n00:00:01.000 --> 00:00:02.000 align:start onclick:x line:10%\r\nA\r\nB\r\n",
			"first\n00:00:01.000 --> 00:00:02.000 align:start line:10%\nA\nB\n\n",
		},
		{"bare carriage returns", "WEBVTT\r\r00:01.000 --> 00:02.000\rA\r", "00:00:01.000 --> 00:00:02.000\nA\n\n"},
		{
			"styles and regions", "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\n00:01.000 --> 00:02.000 region:fred\nA",
			"STYLE\n::cue { color: red }\n\nREGION\nid:fred\n\n00:00:01.000 --> 00:00:02.000 region:fred\nA\n\n",
		},
		{"a cue right below the signature", "WEBVTT\n00:01.000 --> 00:02.000\nA", "00:00:01.000 --> 00:00:02.000\nA\n\n"},
		{
			"no blank line between cues", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB",
			"00:00:01.000 --> 00:00:02.000\nA\n\n00:00:02.000 --> 00:00:03.000\nB\n\n",
		},
		{"a stray block is skipped", "WEBVTT\n\nwhat\nis this\n\n00:01.000 --> 00:02.000\nA", "00:00:01.000 --> 00:00:02.000\nA\n\n"},
		{
			"sorted by time", "WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n00:01.000 --> 00:02.000\nA",
			"00:00:01.000 --> 00:00:02.000\nA\n\n00:00:05.000 --> 00:00:06.000\nB\n\n",
		},
		{"cues that show nothing", "WEBVTT\n\n00:05.000 --> 00:05.000\nB\n\n00:01.000 --> 00:02.000\n<x></x>\n", ""},
		{
			"markup", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada & Co><i.loud>Hi</i></v> <00:01.500>AT&T &amp; 1 < 2 > 0 --> <b\n<script>alert(1)\n</SCRIPT>x<img src=x onerror=y>z",
			"00:00:01.000 --> 00:00:02.000\n<v Ada & Co><i.loud>Hi</i></v> <00:01.500>AT&amp;T &amp; 1 &lt; 2 &gt; 0 --&gt; &lt;b\nxz\n\n",
		},
		{"long times", "WEBVTT\n\n100:00:01.000 --> 123:00:02.000\nA", "100:00:01.000 --> 123:00:02.000\nA\n\n"},

		{
			"SubRip", "1\n00:00:01,000 --> 00:00:03,500 X1:0 X2:9\nBenvenuti\nal <font color=\"red\">porto</font>\n\n2\n00:00:04,5 --> 0:00:05,25\n<B>A</B> <3 & {\\an8}b\n",
			"00:00:01.000 --> 00:00:03.500\nBenvenuti\nal porto\n\n00:00:04.500 --> 00:00:05.250\n<b>A</b> &lt;3 &amp; b\n\n",
		},
		{
			"SubRip with blank lines inside a text", "\ufeff\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n\r\nB\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nC",
			"00:00:01.000 --> 00:00:02.000\nA\nB\n\n00:00:03.000 --> 00:00:04.000\nC\n\n",
		},
		{"SubRip with a blank line after the number", "1\n\n00:00:01,000 --> 00:00:02,000\nA", "00:00:01.000 --> 00:00:02.000\nA\n\n"},
		{"SubRip with an arrow in a text", "1\n00:00:01,000 --> 00:00:02,000\nA --> B", "00:00:01.000 --> 00:00:02.000\nA --&gt; B\n\n"},
		{"SubRip at the top of the picture", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}A", "00:00:01.000 --> 00:00:02.000 line:0\nA\n\n"},
		{
			"SubRip without blank lines between cues", "1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB",
			"00:00:01.000 --> 00:00:02.000\nA\n\n00:00:03.000 --> 00:00:04.000\nB\n\n",
		},
		{
			"SubRip whose numbers begin anew", "1\n00:00:01,000 --> 00:00:02,000\nA\n\n1\n00:00:03,000 --> 00:00:04,000\nB\n",
			"00:00:01.000 --> 00:00:02.000\nA\n\n00:00:03.000 --> 00:00:04.000\nB\n\n",
		},
		{
			"identifiers that come twice", "WEBVTT\n\na\n00:01.000 --> 00:02.000\nA\n\nb\n00:02.000 --> 00:03.000\nB\n\na\n00:03.000 --> 00:04.000\nC",
			"00:00:01.000 --> 00:00:02.000\nA\n\nb\n00:00:02.000 --> 00:00:03.000\nB\n\n00:00:03.000 --> 00:00:04.000\nC\n\n",
		},
		{
			"joined SubRip with marks", "\ufeff1\n00:00:00,500 --> 00:00:01,000\nA\n\n\ufeff2\n00:00:01,200 --> 00:00:01,800\nB\ufeff\n",
			"00:00:00.500 --> 00:00:01.000\nA\n\n00:00:01.200 --> 00:00:01.800\nB\n\n",
		},
		{
			"joined WebVTT with marks", "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n\ufeffWEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n\ufeff00:03.000 --> 00:04.000\nB",
			"00:00:01.000 --> 00:00:02.000\nA\n\n00:00:03.000 --> 00:00:04.000\nB\n\n",
		},
		{
			"SubRip without numbers", "00:00:01,000 --> 00:00:02,000\nA\n\n00:00:03,000 --> 00:00:04,000\nB\n00:00:05,000 --> 00:00:06,000\nC",
			"00:00:01.000 --> 00:00:02.000\nA\n\n00:00:03.000 --> 00:00:04.000\nB\n\n00:00:05.000 --> 00:00:06.000\nC\n\n",
		},
		{"a style below a cue", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nSTYLE\n::cue {}\n", "00:00:01.000 --> 00:00:02.000\nA\n\n"},
		{"Windows-1252", "WEBVTT\n\n00:01.000 --> 00:02.000\nCaf\xe9 \x80 \x93so\x94", "00:00:01.000 --> 00:00:02.000\nCafé € “so”\n\n"},
		{"UTF-16, little endian", "\xff\xfe" + utf16("1\n00:00:01,000 --> 00:00:02,000\nŽ"), "00:00:01.000 --> 00:00:02.000\nŽ\n\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(c.in))
			require.NoError(t, err)
			require.Equal(t, "WEBVTT\n\n"+c.want, string(f.Append(nil)))
		})
	}
}

// utf16 is a text of the basic plane in that encoding, without its mark.
func utf16(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
	}{
		{"nothing", "", "line 1: the text is empty"},
		{"neither format", "\nHello\n", "line 2: the text begins neither with WEBVTT nor with a cue number"},
		{"signature runs on", "WEBVTTX\n", "line 1: the text begins neither with WEBVTT nor with a cue number"},
		{"bad time", "WEBVTT\r\n\r\n00:01.000 --> 00:61.000\r\nA", "line 3: the times of the cue cannot be read"},
		{"bad time below an identifier", "WEBVTT\n\nid\n00:01 --> 00:02.000\nA", "line 4: the times of the cue cannot be read"},
		{"backwards", "WEBVTT\n\n00:03.000 --> 00:02.000\nA", "line 3: the cue ends before it starts"},
		{"SubRip without times", "1\nHello\n", "line 2: a line with the times of the cue is missing"},
		{"SubRip with bad times", "1\n00:00:01,000 --> soon\nHello\n", "line 2: the times of the cue cannot be read"},
		{"SubRip backwards", "1\n00:00:02,000 --> 00:00:01,000\nHello\n", "line 2: the cue ends before it starts"},
		{"a text goes on after a blank line", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nB\n", "line 6: this is neither a cue nor a comment"},
		{"lines above a cue", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n2\nx\n00:03.000 --> 00:04.000\nB", "line 6: this is neither a cue nor a comment"},
		{"SubRip with a number that is none", "1\n00:00:01,000 --> 00:00:02,000\nA\n\n#2\n00:00:03,000 --> 00:00:04,000\nB", "line 5: this is no number of a cue"},
		{"SubRip with bad times and no number", "1\n00:00:01,000 --> 00:00:02,000\nA\n\n00:00:03 --> 00:00:04\nB", "line 5: the times of the cue cannot be read"},
		{"too large", strings.Repeat(" ", MaxSize+1), "line 1: the text is larger than 5242880 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse([]byte(c.in))
			require.EqualError(t, err, c.want)
			require.IsType(t, &Error{}, err)
		})
	}
}

func TestAppendSegment(t *testing.T) {
	f, err := Parse([]byte("WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:04.000\nA\n\n00:03.000 --> 00:06.000\nB\n\n00:08.000 --> 00:09.000\nC"))
	require.NoError(t, err)
	head := "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\nSTYLE\n::cue { color: red }\n\n"
	a, b := "00:00:01.000 --> 00:00:04.000\nA\n\n", "00:00:03.000 --> 00:00:06.000\nB\n\n"
	require.Equal(t, head+a+b, string(f.AppendSegment(nil, 0, 4000, 900000)))
	require.Equal(t, head+b, string(f.AppendSegment(nil, 4000, 8000, 900000)))
	require.Equal(t, head+"00:00:08.000 --> 00:00:09.000\nC\n\n", string(f.AppendSegment(nil, 8000, 12000, 900000)))
	require.Equal(t, head, string(f.AppendSegment(nil, 12000, 16000, 900000)))
}

// TestHostileSize reads texts that would take minutes if any part of the
// parser looked at the rest of the text more than once per line.
func TestHostileSize(t *testing.T) {
	for _, unit := range []string{"&", "<", ">", "<script>", "{\\}", "{\\", "<b", "</", "\n", "00:01.000 --> 00:02.000\n", "1\n"} {
		for _, head := range []string{"WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n"} {
			_, err := Parse([]byte(head + strings.Repeat(unit, (1<<20)/len(unit))))
			require.NoError(t, err, "%q", unit)
		}
	}
}

// FuzzParse checks that what is written reads back as the same: nothing in a
// text can turn into a cue or a tag that was not one.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"WEBVTT\n\nSTYLE\n::cue{}\n\nid\n00:01.000 --> 00:02.000 line:0\n<b>A</b> &amp; <i\n",
		"1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font>A</font>\n\nB\n\n2\n00:00:03,000 --> 00:00:04,000\nC",
		"WEBVTT\r\n\r\nNOTE x\r\n\r\n00:01.000 --> 00:02.000\r\n<<x>script>A --> B",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		file, err := Parse(in)
		if err != nil {
			require.IsType(t, &Error{}, err)
			return
		}
		out := file.Append(nil)
		again, err := Parse(out)
		if len(out) > MaxSize {
			return
		}
		require.NoError(t, err, "%q", out)
		require.Equal(t, string(out), string(again.Append(nil)))
		require.Equal(t, len(file.Cues), len(again.Cues))
		require.NotContains(t, strings.ToLower(string(out)), "<script")
	})
}
