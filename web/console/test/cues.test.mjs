// Subtitles taken apart and put together.

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'cues.ts');
let cues;

before(async () => {
  const { outputFiles } = await build({ entryPoints: [source], format: 'esm', write: false });
  cues = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
});

const vtt = `WEBVTT Harbour
Kind: captions

STYLE
::cue { color: lime }

NOTE a note

first
00:00:01.000 --> 00:00:02.500 line:0 align:start
The harbour.
At <i>night</i>.

01:00:00.000 --> 01:00:01.000
An hour later.
`;

const srt = '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nThe harbour.\r\n\r\n7\r\n00:00:03,000 --> 00:00:04,000\r\nThe quay.\r\n';

test('WebVTT comes back as it was', () => {
  assert.equal(cues.writeCues(cues.readCues(vtt), vtt), vtt);
});

test('SRT stays SRT, counted anew', () => {
  assert.equal(cues.writeCues(cues.readCues(srt), srt), '1\n00:00:01,000 --> 00:00:02,500\nThe harbour.\n\n2\n00:00:03,000 --> 00:00:04,000\nThe quay.\n');
});

test('cues are added where they belong in time', () => {
  const blocks = cues.readCues(vtt);
  assert.equal(cues.addCue(blocks, 5), 4);
  blocks[4].cue.text = 'One --> two\n\n \nthree';
  const text = cues.writeCues(blocks, vtt);
  assert.ok(text.includes('\n\n00:00:05.000 --> 00:00:07.000\nOne → two\nthree\n\n01:00:00.000'), text);
  assert.deepEqual(cues.readCues(text).length, blocks.length);
  assert.equal(cues.writeCues(cues.readCues(''), ''), 'WEBVTT\n');
  const first = cues.readCues('');
  cues.addCue(first, 0);
  first[0].cue.text = 'First';
  assert.equal(cues.writeCues(first, ''), 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nFirst\n');
});

test('moments', () => {
  for (const [text, want] of Object.entries({ '00:00:01.500': 1.5, '1:02,25': 62.25, '1:00:00': 3600, '7': 7, '': NaN, x: NaN, '-1': NaN, '1:2:3:4': NaN, '1e3': NaN })) {
    assert.equal(cues.seconds(text), want, text);
  }
  for (const [t, want] of [[0, '00:00:00.000'], [3661.0009, '01:01:01.001'], [-1, '00:00:00.000'], [360000, '100:00:00.000']]) assert.equal(cues.clock(t), want);
});
