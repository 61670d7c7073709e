// Plays a video in Chromium with the players that people use, and checks what
// their viewers would see and hear.
//
//   node play.mjs {page} {videos} [{title of one scenario}]
//
// page serves this folder and node_modules; videos is what the addresses of two
// videos begin with, before film/ and codecs/. Both are 24 s of numbered frames
// at 25 per second with two languages at 440 and 1000 Hz and the subtitles f7
// and f8; film is H.264 in 180, 270 and 360 lines, codecs VP9 and AV1 in 180 and
// 270. Prints one line per scenario; anything on standard error is a failure.

import assert from 'node:assert/strict';
import { startBrowser } from '../browser.mjs';

const [page, videos, only] = process.argv.slice(2);

/** Longest offset of sound or picture from where it belongs: a frame and 10 ms. */
const slack = 1 / 25 + 0.01;

const film = [180, 270, 360];
const codecs = [180, 270];

/** Title, player, address and which qualities it offers; options of the player. */
const scenarios = [
  ['hls.js, TS', 'hls', 'film/master.m3u8', film],
  ['hls.js, CMAF', 'hls', 'film/master-cmaf.m3u8', film],
  // dash.js 5.2.1 stands still when it has fetched the last segment and is then
  // told to go to exactly where something buffered ends: 8 s here.
  ['dash.js', 'dash', 'film/master.mpd', film, { round: 8.3 }],
  ['Shaka Player, DASH', 'shaka', 'film/master.mpd', film],
  ['Shaka Player, HLS', 'shaka', 'film/master.m3u8', film],
  ['video element, MP4', 'file', 'film/qid3570v1_h264_180.mp4', [180], { subtitles: ['subtitle-f7.vtt', 'subtitle-f8.vtt'] }],
  ['dash.js, VP9 in WebM', 'dash', 'codecs/master.mpd', codecs, { round: 8.3 }],
  ['Shaka Player, AV1 in WebM', 'shaka', 'codecs/master-av1.mpd', codecs],
  ['hls.js, AV1', 'hls', 'codecs/master.m3u8', codecs],
];

function check(report, heights) {
  assert.deepEqual(report.errors, []);
  assert.ok(Math.abs(report.duration - 24) < 0.1, `lasts ${report.duration}`);
  assert.deepEqual(report.heights, heights);
  if (heights.length > 1) assert.deepEqual(report.voices, ['English', 'Italian']);
  for (const [type, start] of report.starts) assert.ok(start >= 0 && start <= slack, `${type} begins at ${start}`);
  assert.deepEqual(report.jumps, [], 'jumps while it plays');
  assert.ok(Math.abs(report.end - 24) < 0.1, `ends at ${report.end}`);
  for (let i = 1; i < report.buffered.length; i++) {
    const hole = report.buffered[i][0] - report.buffered[i - 1][1];
    assert.ok(hole <= 0.1, `a hole of ${hole} s before ${report.buffered[i][0]}`);
  }
  assert.equal(report.seeks.length, 10);
  for (const [target, at, shown] of report.seeks) {
    assert.ok(Math.abs(at - target) < 0.1, `sought ${target}, landed at ${at}`);
    const off = Math.max(shown - at, at - (shown + 1 / 25)); // it is there for a frame
    assert.ok(off <= slack, `at ${at} the picture of ${shown} is shown`);
  }
  for (const word of ['Ormeggi', 'Meer']) {
    assert.ok(report.cues.some((cue) => cue.includes(word)), `${word} is not among ${report.cues}`);
  }
  assert.equal(report.context, 'running');
}

async function play(browser, [title, player, name, heights, options = {}]) {
  const start = performance.now();
  const context = await browser.newContext({ viewport: { width: 640, height: 360 } });
  try {
    context.setDefaultTimeout(120_000);
    const tab = await context.newPage();
    const uncaught = [];
    tab.on('pageerror', (err) => uncaught.push(String(err)));
    await tab.goto(`${page}/players/page.html`);
    await tab.waitForFunction(() => window.run);
    const report = await tab.evaluate((args) => window.run(...args), [player, videos + name, options]);
    report.errors.push(...uncaught);
    if (process.env.VERBOSE) console.log(JSON.stringify(report));
    check(report, heights);
    console.log(`${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } catch (err) {
    console.error(`${title}: ${err.message}`);
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

const browser = await startBrowser('--autoplay-policy=no-user-gesture-required');
const waiting = scenarios.filter(([title]) => !only || title === only);
await Promise.all(
  Array.from({ length: 3 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await play(browser, next);
  }),
);
await browser.close();
