import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertQuiet, loaded, origin, out, phone, playedPast, shoot, suite, videoValue, visit } from './setup.mjs';
import './around.mjs';
import './embedded.mjs';

suite();

async function openMenu(page, item) {
  await page.mouse.move(300, 200);
  await page.click('media-settings-menu-button');
  await page.waitForSelector('#settings:not([hidden])');
  if (item) await page.click(`#settings > .${item}`);
}

/** The texts of a menu's items. */
function items(page, menu) {
  return page.$$eval(`${menu}`, ([m]) => m.items.map((item) => item.textContent.trim()));
}

/**
 * Chooses an entry of a submenu as a viewer does: some menus close by
 * themselves after a choice, while they are already being used again, and a
 * viewer opens them once more then.
 */
async function choose(page, item, text) {
  const entry = `#settings > .${item} > [role=menu]`;
  for (let attempt = 1; ; attempt++) {
    try {
      if (await page.$('#settings[hidden]')) await openMenu(page);
      if (!(await page.isVisible(entry))) await page.click(`#settings > .${item}`, { timeout: 3000 });
      return await page.click(`${entry} >> text="${text}"`, { timeout: 3000 });
    } catch (err) {
      if (attempt === 10) throw err;
    }
  }
}

test('plays to the end from the big button', async () => {
  const tab = await visit('/videos/playable');
  const { page } = tab;
  await loaded(page);
  assert.equal(await page.title(), 'The <b>long</b> way home & other journeys');
  assert.equal(await videoValue(page, 'paused'), true);
  await page.screenshot({ path: join(out, 'desktop-start.png') });
  await page.click('.big');
  await playedPast(page, 1);
  assert.equal(page.workers().length, 1, 'segments are unpacked beside the page');
  await page.mouse.move(640, 300);
  await page.screenshot({ path: join(out, 'desktop-playing.png') });
  await page.evaluate(() => (document.querySelector('video').playbackRate = 4));
  await page.waitForFunction(() => document.querySelector('video').ended);
  const end = await videoValue(page, 'currentTime');
  assert.ok(Math.abs(end - 12) < 0.2, `ended at ${end}`);
  assertQuiet(tab);
});

test('tells the server what was watched, and keeps nothing in the browser', async () => {
  const tab = await visit('/videos/counted?autoplay&mute');
  const { page } = tab;
  const told = async () => (await (await fetch(`${origin()}/stats`)).text()).split('\n').map((line) => JSON.parse(line));
  await playedPast(page, 6);
  await page.evaluate(() => (document.querySelector('video').currentTime = 10));
  await playedPast(page, 11);
  await page.evaluate(() => document.querySelector('video').pause());
  assert.deepEqual((await told()).map((b) => b.event), ['init', 'start', 'watch']);
  assert.deepEqual(await page.evaluate(() => [Object.keys(sessionStorage), document.cookie]), [[], '']);
  assertQuiet(tab);
  await page.goto('about:blank');
  while ((await told()).length < 5) await new Promise((done) => setTimeout(done, 50)); // the beacons of a page that was left
  const all = await told();
  for (const { v, type, id, client_id, session } of all) assert.deepEqual([v, type, id, client_id, session], [1, 'vod', 7, 3, all[0].session]);
  assert.match(all[0].session, /^[0-9a-f]{32}$/);
  const [first, second] = all.slice(3).map((b) => b.sec).sort((a, b) => a[0] - b[0]);
  assert.ok(first[0] < 1 && first[1] >= 5.5 && first[1] < 9, `watched ${first}`);
  assert.ok(second[0] >= 9.9 && second[0] < 10.6 && second[1] >= 10.7 && second[1] <= 12, `watched ${second}`);
});

test('seeks by the bar, with a picture of the place', async () => {
  const tab = await visit('/videos/playable');
  const { page } = tab;
  await loaded(page);
  const bar = await page.locator('media-time-range').boundingBox();
  const y = bar.y + bar.height / 2;
  await page.mouse.move(bar.x + bar.width * 0.3, y);
  await page.mouse.move(bar.x + bar.width * 0.6, y);
  await page.waitForFunction(() => {
    const picture = document.querySelector('media-time-range').shadowRoot.querySelector('media-preview-thumbnail');
    const there = picture.mediaPreviewImage?.includes('/sprite.jpg') && picture.shadowRoot.querySelector('img').naturalWidth > 0;
    const box = document.querySelector('media-time-range').shadowRoot.querySelector('[part~=preview-box]');
    const shown = getComputedStyle(box).opacity === '1';
    return there && shown && picture.mediaPreviewCoords.join() === '480,90,160,90';
  });
  await page.screenshot({ path: join(out, 'desktop-preview.png') });
  await page.mouse.click(bar.x + bar.width * 0.6, y);
  await page.waitForFunction(() => Math.abs(document.querySelector('video').currentTime - 7.2) < 0.5);
  assertQuiet(tab);
});

test('lists qualities and switches them', async () => {
  const tab = await visit('/videos/playable?autoplay&mute');
  const { page } = tab;
  await playedPast(page, 0.2);
  // The next segment is the first in the new quality, so that it may not play to the end meanwhile.
  const pause = () => page.$eval('video', (media) => media.pause());
  const play = () => page.$eval('video', (media) => media.play());
  await pause();
  await openMenu(page, 'quality');
  const texts = await items(page, 'media-rendition-menu');
  assert.deepEqual(texts.slice(0, 2), ['360p', '180p']);
  assert.match(texts[2], /^Auto/);
  await page.waitForTimeout(400); // the menu slides
  await page.screenshot({ path: join(out, 'desktop-quality.png') });
  await choose(page, 'quality', '180p');
  await play();
  await page.waitForFunction(() => document.querySelector('video').videoHeight === 180);
  await pause();
  await choose(page, 'quality', '360p');
  await play();
  await page.waitForFunction(() => document.querySelector('video').videoHeight === 360);
  assertQuiet(tab);
});

test('shows captions from the menu and by the button', async () => {
  const tab = await visit('/videos/playable?autoplay&mute');
  const { page } = tab;
  await playedPast(page, 0.2);
  await openMenu(page, 'captions');
  assert.deepEqual(await items(page, 'media-captions-menu'), ['Off', 'English', 'Deutsch']);
  await choose(page, 'captions', 'Deutsch');
  await shows(page, 'Guten Abend.');
  await page.waitForTimeout(400); // the menu slides
  await page.screenshot({ path: join(out, 'desktop-captions.png') });
  await page.click('media-captions-button');
  await page.waitForFunction(() => ![...document.querySelector('video').textTracks].some((t) => t.mode === 'showing'));
  assertQuiet(tab);
});

test('shows captions only to who asked for them, and remembers that', async () => {
  const { page } = await visit('/videos/playable?autoplay&mute');
  const shown = () => page.$eval('video', (media) => [...media.textTracks].filter((t) => t.mode === 'showing').map((t) => t.label));
  const again = async (query) => {
    await page.goto(`${origin()}/videos/playable?autoplay&mute${query}`);
    await playedPast(page, 0.5);
    await page.waitForFunction(() => [...document.querySelector('video').textTracks].some((t) => t.kind === 'subtitles'));
  };
  await again('');
  assert.deepEqual(await shown(), [], 'the default of the playlist');
  await again('&sub_lang=de');
  assert.deepEqual(await shown(), ['Deutsch']);
  await again('');
  assert.deepEqual(await shown(), [], 'an address is no choice of the viewer');
  await choose(page, 'captions', 'Deutsch');
  await shows(page, 'Guten Abend.');
  await again('');
  assert.deepEqual(await shown(), ['Deutsch']);
  await page.keyboard.press('c');
  await page.waitForFunction(() => ![...document.querySelector('video').textTracks].some((t) => t.mode === 'showing'));
  await again('');
  assert.deepEqual(await shown(), []);
});

/** Whether a part of the page looks the same with and without captions. */
async function sameWithoutCaptions(page, clip) {
  const look = async (mode) => {
    await page.$eval('video', (media, mode) => ([...media.textTracks].find((t) => t.kind === 'subtitles').mode = mode), mode);
    return page.screenshot({ clip, animations: 'disabled' });
  };
  const [on, off] = [await look('showing'), await look('hidden')];
  await look('showing');
  return on.equals(off);
}

test('keeps captions inside the picture', async () => {
  const { page } = await visit('/videos/playable?sub_lang=en&mute&t=3', phone);
  await loaded(page);
  await shows(page, 'Good evening.');
  const { y, height } = await page.locator('video').boundingBox();
  assert.ok(Math.abs(height - (390 * 9) / 16) < 1, `the picture is ${height} high`);
  const controls = (await page.locator('media-time-range').boundingBox()).y;
  assert.equal(await sameWithoutCaptions(page, { x: 0, y, width: 390, height }), false, 'captions in the picture');
  assert.equal(await sameWithoutCaptions(page, { x: 0, y: y + height, width: 390, height: controls - y - height }), true, 'captions below it');
  await shoot(page, 'captions-phone');
});

test('keeps captions out of the controls and of the preview', async () => {
  const { page } = await visit('/videos/playable?sub_lang=en&mute&t=3');
  await loaded(page);
  await shows(page, 'Good evening.');
  const bar = await page.locator('media-time-range').boundingBox();
  assert.equal(await sameWithoutCaptions(page, { x: 0, y: 0, width: 1280, height: bar.y }), false, 'captions above the controls');
  assert.equal(await sameWithoutCaptions(page, { x: 0, y: bar.y, width: 1280, height: bar.height }), true, 'captions over the controls');
  await shoot(page, 'captions-desktop');
  for (const part of [0.3, 0.5]) await page.mouse.move(bar.x + bar.width * part, bar.y + bar.height / 2);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('media-time-range').shadowRoot.querySelector('[part~=preview-box]')).opacity === '1');
  assert.equal(await sameWithoutCaptions(page, { x: 0, y: 0, width: 1280, height: bar.y }), true, 'captions beside the preview');
  await shoot(page, 'captions-preview');
});

test('calls qualities what they are called elsewhere', async () => {
  const { page } = await visit('/videos/named?autoplay&mute');
  await playedPast(page, 0.2);
  const texts = await items(page, 'media-rendition-menu');
  assert.deepEqual(texts.slice(0, 2), ['480p', '180p']);
  assert.match(texts[2], /^Auto \((480|180)p\)$/);
  await choose(page, 'quality', '480p');
  await page.waitForFunction(() => document.querySelector('video').videoHeight === 360);
  assert.equal(await page.evaluate(() => localStorage.getItem('kinora-quality')), '480');
});

test('plays again and again where the address says so', async () => {
  const { page } = await visit('/videos/playable?autoplay&mute&loop&t=11');
  await playedPast(page, 11.2);
  await page.waitForFunction(() => document.querySelector('video').currentTime < 5);
  assert.equal(await videoValue(page, 'ended'), false);
});

function shows(page, text) {
  return page.waitForFunction((text) => {
    const track = [...document.querySelector('video').textTracks].find((t) => t.mode === 'showing');
    return track?.activeCues?.[0]?.text === text;
  }, text);
}

test('switches speed and audio track', async () => {
  const tab = await visit('/videos/playable?autoplay&mute');
  const { page } = tab;
  await playedPast(page, 0.2);
  await openMenu(page, 'audio');
  assert.deepEqual(await items(page, 'media-audio-track-menu'), ['English', 'Deutsch']);
  const german = page.waitForResponse((reply) => reply.url().endsWith('german-0.ts'));
  await choose(page, 'audio', 'Deutsch');
  await german;
  await choose(page, 'speed', '1.5x');
  assert.equal(await videoValue(page, 'playbackRate'), 1.5);
  await playedPast(page, 2);
  assertQuiet(tab);
});

test('starts where the address says, in its subtitle language', async () => {
  const tab = await visit('/videos/playable?t=0m5s&sub_lang=de&mute');
  const { page } = tab;
  await loaded(page);
  await shows(page, 'Guten Abend.');
  await page.waitForFunction(() => Math.abs(document.querySelector('video').currentTime - 5) < 0.3);
  assert.equal(await videoValue(page, 'muted'), true);
  assert.equal(await videoValue(page, 'paused'), true);
  assertQuiet(tab);
});

test('starts at the beginning when the address points past the end', async () => {
  const { page } = await visit('/videos/playable?t=1h&autoplay&mute');
  await playedPast(page, 0.1);
  assert.ok((await videoValue(page, 'currentTime')) < 4);
});

test('starts without sound where the browser wants that, and offers it', async () => {
  const tab = await visit('/videos/playable?autoplay');
  const { page } = tab;
  await playedPast(page, 0.2);
  assert.equal(await videoValue(page, 'muted'), true);
  await page.screenshot({ path: join(out, 'desktop-unmute.png') });
  await page.click('#unmute');
  assert.equal(await videoValue(page, 'muted'), false);
  assert.equal(await page.isVisible('#unmute'), false);
  assertQuiet(tab);
});

test('obeys the keyboard and names every control', async () => {
  const tab = await visit('/videos/playable?mute');
  const { page } = tab;
  await loaded(page);
  await page.keyboard.press('k');
  await playedPast(page, 0.1);
  await page.keyboard.press('k');
  await page.waitForFunction(() => document.querySelector('video').paused);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('video').currentTime > 9);
  await page.keyboard.press('m');
  await page.waitForFunction(() => !document.querySelector('video').muted);
  const nameless = await page.$$eval('media-control-bar > :not(.spacer), media-time-range, .big', (all) =>
    all.filter((e) => !e.ariaLabel && !e.getAttribute('aria-label') && !e.textContent.trim() && !['media-time-display', 'slot'].includes(e.localName)).map((e) => e.localName),
  );
  const ranges = ['media-time-range', 'media-volume-range'];
  assert.deepEqual(nameless.filter((name) => !ranges.includes(name)), []);
  for (const name of ranges) {
    const label = await page.$eval(name, (e) => e.getAttribute('aria-label') ?? e.shadowRoot.querySelector('input').getAttribute('aria-label'));
    assert.ok(label, `${name} has no label`);
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const focused = await page.evaluate(() => document.activeElement.localName);
  assert.match(focused, /^media-/);
  await page.screenshot({ path: join(out, 'desktop-focus.png') });
  assertQuiet(tab);
});

test('fits a phone', async () => {
  const tab = await visit('/videos/playable?sub_lang=en', phone);
  const { page } = tab;
  await loaded(page);
  await page.screenshot({ path: join(out, 'phone-start.png') });
  await page.tap('.big');
  await playedPast(page, 0.5);
  await page.tap('media-play-button:not(.big)');
  await page.waitForFunction(() => document.querySelector('video').paused);
  await page.tap('media-settings-menu-button');
  await page.waitForTimeout(400); // the menu slides
  await page.screenshot({ path: join(out, 'phone-menu.png') });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(wide, 0);
  const bar = await page.$eval('media-control-bar', (b) => b.scrollWidth - b.clientWidth);
  assert.equal(bar, 0);
  await page.setViewportSize({ width: 320, height: 180 });
  await page.waitForTimeout(400); // the menu slides
  await page.screenshot({ path: join(out, 'tiny-menu.png') });
  await page.setViewportSize({ width: 760, height: 390 });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(out, 'phone-landscape.png') });
  assertQuiet(tab);
});

test('plays sound alone', async () => {
  const tab = await visit('/videos/audio?autoplay&mute');
  const { page } = tab;
  await playedPast(page, 0.5);
  await page.screenshot({ path: join(out, 'audio.png') });
  assert.equal(await page.isVisible('media-pip-button'), false);
  assertQuiet(tab);
});

test('leaves playback to a browser that takes no segments from scripts', async () => {
  const tab = await visit('/videos/unknown');
  const { page } = tab;
  await page.addInitScript(() => {
    for (const name of ['MediaSource', 'WebKitMediaSource', 'ManagedMediaSource']) delete window[name];
  });
  await page.goto(`${origin()}/videos/playable?t=5&autoplay&mute`);
  await playedPast(page, 5.2);
  assert.match(await videoValue(page, 'currentSrc'), /master\.m3u8$/);
});

test('plays in a frame of another page, sandboxed or not', async () => {
  for (const path of ['/frame', '/frame?sandbox']) {
    const tab = await visit(path);
    const inner = await tab.page.waitForSelector('iframe').then((f) => f.contentFrame());
    await playedPast(inner, 0.3);
    await inner.hover('media-control-bar');
    await tab.page.screenshot({ path: join(out, path.endsWith('sandbox') ? 'frame-sandbox.png' : 'frame.png') });
    assertQuiet(tab);
  }
});

test('waits for a video that is being processed', async () => {
  const { page, foreign } = await visit('/videos/processing');
  assert.equal(await page.isVisible('#waiting'), true);
  assert.equal(await page.isVisible('#player'), false);
  await page.screenshot({ path: join(out, 'waiting.png') });
  await page.waitForResponse((reply) => reply.url().endsWith('/master.m3u8') && reply.status() === 404);
  await page.request.post(`${origin()}/ready`);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await playedPast(page, 0.2);
  assert.equal(await page.isVisible('#waiting'), false);
  assert.match(await page.getAttribute('#poster', 'src'), /poster\.jpg$/);
  assert.deepEqual(foreign, []);
});

test('counts down to what has not begun', async () => {
  const { page } = await visit('/videos/soon?mute');
  await page.getByText('This has not begun yet').waitFor();
  assert.match(await page.getByRole('timer').innerText(), /^0:(0\d|1[0-5])$/);
  await shoot(page, 'countdown');
  await loaded(page);
  await page.locator('#notice').waitFor({ state: 'hidden' });
});

test('says that a video failed or is unknown', async () => {
  for (const name of ['failed', 'unknown']) {
    const { page } = await visit(`/videos/${name}`);
    assert.match(await page.textContent('h1'), name === 'failed' ? /cannot be played/ : /not found/);
    await page.screenshot({ path: join(out, `${name}.png`) });
  }
});

test('goes on after the network failed', async () => {
  const { page } = await visit('/videos/playable?mute');
  await loaded(page);
  await page.route('**/*.ts', (route) => route.abort());
  await page.evaluate(() => {
    const media = document.querySelector('video');
    media.currentTime = 9;
    media.play().catch(() => {});
  });
  await page.waitForSelector('#notice:not([hidden])', { timeout: 60_000 });
  await page.screenshot({ path: join(out, 'network.png') });
  assert.match(await page.textContent('#notice'), /Trying again/);
  await page.unroute('**/*.ts');
  await page.click('#notice-button');
  await playedPast(page, 9.3);
  assert.equal(await page.isVisible('#notice'), false);
});

test('says soon that the connection is lost', async () => {
  const { page } = await visit('/videos/playable?mute');
  await page.route('**/*.ts', () => {}); // never answered
  await page.click('.big');
  const start = performance.now();
  await page.waitForSelector('#notice:not([hidden])');
  const waited = performance.now() - start;
  assert.match(await page.textContent('#notice'), /connection to the server was lost/);
  assert.ok(waited < 9500, `said after ${waited} ms; hls.js gives up a request after 10 s`);
  await page.unroute('**/*.ts');
  await page.click('#notice-button');
  await playedPast(page, 0.3);
  assert.equal(await page.isVisible('#notice'), false);
});

test('says that a stream is gone, and tries again when asked', async () => {
  const tab = await visit('/videos/failed');
  await tab.page.route('**/master.m3u8', (route) => route.fulfill({ status: 404, body: '' }));
  await tab.page.goto(`${origin()}/videos/playable?mute`);
  await tab.page.waitForSelector('#notice:not([hidden])');
  assert.match(await tab.page.textContent('#notice'), /not available/);
  await tab.page.unroute('**/master.m3u8');
  await tab.page.click('#notice-button');
  await loaded(tab.page);
  assert.equal(await tab.page.isVisible('#notice'), false);
});

test('recovers from broken media', async () => {
  const { page } = await visit('/videos/failed');
  let broken = 0;
  await page.route('**/*-1.ts', async (route) => {
    if (broken++ > 0) return route.continue();
    const reply = await route.fetch();
    return route.fulfill({ response: reply, body: Buffer.alloc(188 * 50, 0x47) });
  });
  await page.goto(`${origin()}/videos/playable?autoplay&mute`);
  await playedPast(page, 6);
  assert.ok(broken > 0);
});
