// The parts of the page that need no browser.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const src = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
const dir = mkdtempSync(join(tmpdir(), 'kinora-units-'));
let options, storyboard, recovery, lists, token, countdown, standstill;

before(async () => {
  const names = ['options', 'storyboard', 'recovery', 'lists', 'token', 'countdown', 'standstill'];
  await build({ entryPoints: names.map((n) => join(src, `${n}.ts`)), outdir: dir, bundle: true, format: 'esm', outExtension: { '.js': '.mjs' } });
  [options, storyboard, recovery, lists, token, countdown, standstill] = await Promise.all(names.map((n) => import(pathToFileURL(join(dir, `${n}.mjs`)))));
});
after(() => rmSync(dir, { recursive: true }));

test('start times', () => {
  const cases = { 15: 15, '1h30m': 5400, '34m': 2040, '2m30s': 150, '1m2s': 62, '5s': 5, '': 0, '-3': 0, '1.5': 0, x: 0, '3m2h': 0 };
  for (const [text, want] of Object.entries(cases)) assert.equal(options.parseTime(text), want, text);
  assert.equal(options.startWithin(5, 12), 5);
  assert.equal(options.startWithin(12, 12), 0);
  assert.equal(options.startWithin(50, 0), 50);
});

test('time that remains', () => {
  const cases = { 0: '0:00', 61: '1:01', 3600: '1:00:00', 86_399: '23:59:59', 86_400: '1 day 0:00:00', 180_061: '2 days 2:01:01' };
  for (const [seconds, want] of Object.entries(cases)) assert.equal(countdown.remaining(Number(seconds)), want);
});

test('query parameters', () => {
  const want = { start: 15, subtitles: 'de', autoplay: true, muted: false, loop: false, fresh: true };
  assert.deepEqual(options.parseOptions('?t=15&sub_lang=DEU&autoplay&mute=0&fresh&other=1'), want);
  assert.deepEqual(options.parseOptions('?sub_lang=%00'), { start: 0, subtitles: '', autoplay: false, muted: false, loop: false, fresh: false });
});

test('languages by their shortest tag', () => {
  const cases = { en: 'en', eng: 'en', 'en-GB': 'en', ger: 'de', deu: 'de', fra: 'fr', fre: 'fr', '': '', '?': '' };
  for (const [tag, want] of Object.entries(cases)) assert.equal(options.canonicalLanguage(tag), want, tag);
});

test('tiles with commas and without a header', () => {
  const text = '1\r\n00:00:00,000 --> 00:00:02,500\r\na_sprite.jpg#xywh=0,0,100,56\r\n\r\n2\r\n01:00:02,500 --> 01:00:05,000\r\na#xywh=100,0,100,56\r\n';
  assert.deepEqual(storyboard.parseTiles(text), [
    { start: 0, end: 2.5, area: '0,0,100,56' },
    { start: 3602.5, end: 3605, area: '100,0,100,56' },
  ]);
});

test('tiles with a header and points, broken cues left out', () => {
  const text = 'WEBVTT\n\n00:01.000 --> 00:02.000\ns.jpg#xywh=0,0,10,10\n\n00:02.000 --> 00:03.000\nno area\n\n00:03.000 --> 00:04.000\ns#xywh=0,0,0,10\n\n00:05.000 --> 00:04.000\ns#xywh=0,0,9,9\n';
  assert.deepEqual(storyboard.parseTiles(text), [{ start: 1, end: 2, area: '0,0,10,10' }]);
  assert.deepEqual(storyboard.parseTiles(''), []);
});

test('remedies for media errors', () => {
  const errors = new recovery.MediaErrors();
  assert.equal(errors.next(0), 'reattach');
  assert.equal(errors.next(1000), 'swap audio codec');
  assert.equal(errors.next(2000), 'give up');
  assert.equal(errors.next(60_000), 'reattach');
});

test('the list of qualities', () => {
  const list = new lists.RenditionList();
  const chosen = [];
  list.fill([{ id: '0', width: 320, height: 180, bitrate: 1 }, { id: '1', width: 640, height: 360, bitrate: 2 }], (r) => chosen.push(r?.id));
  assert.equal(list.selectedIndex, -1);
  assert.equal(list[1].id, '1');
  list.selectedIndex = 1;
  list.selectedIndex = 7;
  assert.deepEqual(chosen, ['1', undefined]);
  list.fill([], () => {});
  assert.deepEqual([list.length, list[1]], [0, undefined]);
});

test('tokens in addresses', () => {
  globalThis.window ??= globalThis;
  const tokens = new token.Tokens('/videos/1_Ab3/BH-qlRn2dnhx/1893456000', '', false);
  const signed = 'https://h.example/videos/1_Ab3/BH-qlRn2dnhx/1893456000/master.m3u8?a=b';
  assert.equal(tokens.sign('https://h.example/videos/1_Ab3/master.m3u8?a=b'), signed);
  assert.equal(tokens.sign(signed.replace('BH-qlRn2dnhx/1893456000', 'old-token/1800000000')), signed);
  assert.equal(tokens.outdated(signed), false);
  assert.equal(tokens.outdated(signed.replace('BH-qlRn2dnhx', 'old-token')), true);
  for (const other of ['https://h.example/videos/1_Ab3/master.m3u8', '/videos/2_Ab3/token-1/1893456000/a.ts', '']) assert.equal(tokens.outdated(other), false);
  assert.equal(tokens.sign('/videos/1_Ab3'), '/videos/1_Ab3/BH-qlRn2dnhx/1893456000');
  for (const other of ['/videos/1_Ab3x/master.m3u8', '/videos/2_Ab3/token-1/1893456000/a.ts', '/static/a.jpg', 'https://keys.example/k']) {
    assert.equal(tokens.sign(other), other);
  }
  assert.equal(new token.Tokens('/videos/1_Ab3', '', false).sign('/videos/1_Ab3/a.ts'), '/videos/1_Ab3/a.ts');
});

test('answers that hand out tokens', () => {
  const both = { token: 'open-token', token_ip: 'bound-token', expires: 1893456000 };
  assert.deepEqual(token.readToken(both, false), { token: 'open-token', expires: 1893456000 });
  assert.deepEqual(token.readToken({ ...both, expires: '1893456000' }, true), { token: 'bound-token', expires: 1893456000 });
  for (const bad of [null, 'x', {}, { ...both, token: 'a/../b/c' }, { ...both, expires: 12 }, { ...both, token: 7 }]) {
    assert.equal(token.readToken(bad, false), null);
  }
});

test('a standstill is told after six seconds without a byte, and slowness never', () => {
  let now = 0;
  let timer = null;
  const real = { window: globalThis.window, performance: globalThis.performance };
  globalThis.navigator ??= { onLine: true }; // older Node has none
  globalThis.window = { setTimeout: (run, ms) => (timer = { run, at: now + ms }), clearTimeout: () => (timer = null) };
  Object.defineProperty(globalThis, 'performance', { value: { now: () => now }, configurable: true });
  const pass = (ms) => {
    const end = now + ms;
    while (timer && timer.at <= end) {
      const { run, at } = timer;
      [now, timer] = [at, null];
      run();
    }
    now = end;
  };
  try {
    const told = [];
    const notice = { shown: false, show: (text) => told.push(text) };
    const media = new EventTarget();
    const watch = new standstill.Standstill(media, notice, () => {});
    pass(60_000);
    media.dispatchEvent(new Event('waiting'));
    for (let i = 0; i < 12; i++) {
      pass(5000);
      watch.arrived();
    }
    assert.deepEqual(told, []);
    media.dispatchEvent(new Event('waiting'));
    pass(5999);
    assert.deepEqual(told, []);
    pass(1);
    assert.equal(told.length, 1);
    media.dispatchEvent(new Event('waiting'));
    media.dispatchEvent(new Event('playing'));
    pass(60_000);
    notice.shown = true; // something else is being said
    media.dispatchEvent(new Event('waiting'));
    pass(60_000);
    assert.equal(told.length, 1);
  } finally {
    globalThis.window = real.window;
    Object.defineProperty(globalThis, 'performance', { value: real.performance, configurable: true });
  }
});

test('clock times', () => {
  const cases = { '0:12': 12, '1:02:03': 3723, 7: 7, ' 2:03 ': 123, '': 0, x: 0, '1:2:3:4': 0, '-1': 0, '1:234': 0 };
  for (const [text, want] of Object.entries(cases)) assert.equal(options.parseClock(text), want, text);
});
