// What is around the picture: the account's wishes, sharing, other sites,
// tokens, the surround, other ways of playing, accessibility.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertQuiet, loaded, origin, phone, playedPast, shoot, videoValue, visit } from './setup.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Finds what keeps people from using the page, the shadow trees included. */
async function assertAccessible(page, name) {
  // Scripts of the tester are not bound by the page's policy.
  await page.evaluate(await import('node:fs').then((fs) => fs.readFileSync(axe, 'utf8')));
  await page.evaluate(standStill);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const said = serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.target.join(' ')).join(', ')}`);
  assert.deepEqual(said, [], name);
}

/** Resolves when nothing that ends is moving any more, shadow trees included. */
async function standStill() {
  const animations = (root) => [
    ...root.getAnimations(),
    ...[...root.querySelectorAll('*')].flatMap((e) => (e.shadowRoot ? animations(e.shadowRoot) : [])),
  ];
  const ending = animations(document).filter((a) => a.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ending.map((a) => a.finished));
}

/** The colour of what a selector finds, as the browser computes it. */
const style = (page, selector, property) =>
  page.$eval(selector, (e, property) => getComputedStyle(e).getPropertyValue(property), property);

const states = ['playable', 'dressed', 'processing', 'empty', 'failed', 'unknown', 'audio', 'vr360'];

test('is accessible and fits in every state', async () => {
  for (const name of states) {
    const { page } = await visit(`/videos/${name}?mute`);
    if (!['processing', 'empty', 'failed', 'unknown'].includes(name)) await loaded(page);
    await assertAccessible(page, name);
    await shoot(page, `state-${name}-desktop`);
    await page.setViewportSize(phone.viewport);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, name);
    await shoot(page, `state-${name}-phone`);
  }
});

test('is accessible with its panels open', async () => {
  const { page } = await visit('/videos/dressed?mute');
  await loaded(page);
  await page.click('media-settings-menu-button');
  await page.waitForSelector('#settings:not([hidden])');
  await assertAccessible(page, 'menu');
  await page.click('#settings > .quality');
  await page.waitForSelector('media-rendition-menu:not([hidden])');
  await assertAccessible(page, 'submenu');
  await shoot(page, 'submenu');
  await page.click('media-settings-menu-button');
  await page.waitForSelector('#settings[hidden]', { state: 'attached' });
  await page.click('#share-button');
  await assertAccessible(page, 'share');
  await page.click('#share-close');
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await assertAccessible(page, 'shortcuts');
  await shoot(page, 'shortcuts');
});

test('writes everything in colours that can be read', async () => {
  const { page } = await visit('/videos/playable?mute&sub_lang=en');
  await loaded(page);
  assert.deepEqual(await page.evaluate(unreadable), []);
  for (const item of ['quality', 'speed', 'captions', 'audio']) {
    if (await page.$('#settings[hidden]')) await page.click('media-settings-menu-button');
    await page.click(`#settings > .${item}`);
    await page.waitForSelector(`#settings > .${item} > [role=menu]:not([hidden])`);
    await page.evaluate(standStill);
    assert.deepEqual(await page.evaluate(unreadable), [], item);
    await shoot(page, `menu-${item}`);
    await page.click(`#settings > .${item} button[part=back]`);
    await page.waitForSelector(`#settings > .${item} > [role=menu]`, { state: 'hidden' });
  }
  await page.keyboard.press('Escape');
  await page.click('#share-button');
  assert.deepEqual(await page.evaluate(unreadable), [], 'share');
});

/** What is on screen with a contrast below 4.5 (3 for drawings) to what is behind it; pictures count as black. */
function unreadable() {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return { r, g, b, a };
  };
  const over = (top, below) => {
    const mix = (x, y) => x * top.a + y * (1 - top.a);
    return { r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b), a: 1 };
  };
  const up = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host;
  const behind = (e) => {
    const layers = [];
    for (; e; e = up(e)) layers.unshift(parse(getComputedStyle(e).backgroundColor));
    return layers.reduce((below, top) => over(top, below), { r: 0, g: 0, b: 0, a: 1 });
  };
  const light = ({ r, g, b }) => {
    const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
  const bad = [];
  for (const e of all(document.body)) {
    const text = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
    const style = getComputedStyle(e);
    const drawn = e instanceof SVGGeometryElement && style.fill.startsWith('rgb');
    if (!(text || drawn) || !seen(e) || ['style', 'script'].includes(e.localName)) continue;
    const back = behind(e);
    const colour = over(parse(drawn ? style.fill : style.color), back);
    if (contrast(colour, back) < (drawn ? 3 : 4.5)) bad.push(`${e.localName} ${e.textContent.trim().slice(0, 30)}: ${JSON.stringify(colour)} on ${JSON.stringify(back)}`);
  }
  return bad;
}

test('wears the colours and the sign of the account', async () => {
  const tab = await visit('/videos/dressed?mute');
  const { page } = tab;
  await loaded(page);
  assert.equal(await style(page, 'media-control-bar', 'background-color'), 'rgb(18, 52, 86)');
  assert.equal(await style(page, 'media-time-display', 'color'), 'rgb(204, 255, 204)');
  const icon = () => page.$eval('media-mute-button', (b) => getComputedStyle(b.shadowRoot.querySelector('svg')).fill);
  assert.equal(await icon(), 'rgb(255, 204, 0)');
  await page.hover('media-mute-button');
  assert.equal(await icon(), 'rgb(255, 51, 0)');
  await page.waitForSelector('#logo:not([hidden])');
  const { x, y } = await page.locator('#logo').boundingBox();
  assert.ok(x > 640 && y > 360, 'bottom right');
  assertQuiet(tab);
});

test('does without what the account does not want', async () => {
  const { page } = await visit('/videos/plain?mute');
  await loaded(page);
  for (const gone of ['media-control-bar', 'media-time-range', '.title', '#share-button']) assert.equal(await page.isVisible(gone), false, gone);
  await shoot(page, 'plain');
  await page.click('.big');
  await playedPast(page, 0.1);
  await page.mouse.click(300, 200);
  await page.waitForFunction(() => document.querySelector('video').paused);
});

test('starts by itself, silently, and without a choice of speeds', async () => {
  const { page } = await visit('/videos/slow');
  await playedPast(page, 0.1);
  assert.equal(await videoValue(page, 'muted'), true);
  await page.mouse.move(300, 200);
  await page.click('media-settings-menu-button');
  await page.waitForSelector('#settings:not([hidden])');
  assert.equal(await page.isVisible('#settings > .speed'), false);
  assert.equal(await page.isVisible('#settings > .quality'), true);
});

test('remembers the quality, unless the account does not want that', async () => {
  const { page } = await visit('/videos/playable?mute');
  await loaded(page);
  await page.$eval('video', (media) => (media.videoRenditions.selectedIndex = [...media.videoRenditions].findIndex(({ height }) => height === 180)));
  await page.goto(`${origin()}/videos/playable?mute`);
  await loaded(page);
  const chosen = () => page.$eval('video', ({ videoRenditions: list }) => [...list][list.selectedIndex]?.height ?? 'auto');
  assert.equal(await chosen(), 180);
  await page.goto(`${origin()}/videos/plain?mute`);
  await loaded(page);
  assert.equal(await chosen(), 'auto');
});

test('shares a link and the code to embed', async () => {
  const tab = await visit('/videos/dressed?mute', { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = tab;
  await loaded(page);
  await page.focus('#share-button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#share[open]');
  assert.equal(await page.inputValue('#share-link'), 'https://example.org/films/1?a=b&c=d');
  assert.match(await page.inputValue('#share-embed'), /^<div style=.*<iframe .*src="http.*\/videos\/dressed"/);
  assert.match(await page.getAttribute('#share-facebook', 'href'), /u=https%3A%2F%2Fexample\.org%2Ffilms%2F1%3Fa%3Db%26c%3Dd$/);
  await page.click('#share-embed-copy');
  await page.waitForFunction(() => document.getElementById('share-said').textContent === 'Copied.');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^<div .*<iframe .*<\/iframe><\/div>$/);
  await shoot(page, 'share-desktop');
  await page.setViewportSize(phone.viewport);
  await shoot(page, 'share-phone');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#share:not([open])', { state: 'attached' });
  assertQuiet(tab);
});

test('shares only the code where there is no link', async () => {
  const { page } = await visit('/videos/playable?mute');
  await loaded(page);
  await page.click('#share-button');
  assert.equal(await page.isVisible('#share-embed'), true);
  for (const gone of ['#share-link', '#share-facebook', '#share-x']) assert.equal(await page.isVisible(gone), false, gone);
  await shoot(page, 'share-code-only');
});

test('runs the code of an account without an origin', async () => {
  const { page } = await visit('/videos/coded?autoplay&mute');
  await playedPast(page, 0.2);
  const { design, origin: own } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
  assert.equal(design, '{"a":1}');
  assert.equal(own, 'null');
  assert.equal(await style(page, '.title h1', 'letter-spacing'), '3px');
});

test('is steered from another site', async () => {
  const tab = await visit('/videos/failed');
  const { page } = tab;
  const site = new URL('/site', origin());
  site.hostname = 'localhost';
  await page.goto(site.href);
  await page.waitForFunction(() => heard.ready);
  const call = (name, params) => page.evaluate(([name, params]) => call(name, params), [name, params]);
  assert.ok(Math.abs((await call('getDuration')) - 12) < 0.2);
  assert.equal(await call('isPlaying'), false);
  assert.equal(await call('isDvrEnabled'), false);
  await call('mute');
  await call('setVolume', 40);
  assert.equal(await call('getVolume'), 40);
  await call('play');
  await page.waitForFunction(() => heard.play && heard.timeupdate?.some(({ current, total }) => current > 0.2 && total > 11));
  assert.equal(await call('isPlaying'), true);
  await call('pause');
  await page.waitForFunction(() => heard.pause);
  await call('seekPercentage', 50);
  await page.waitForFunction(() => heard.seek?.some((s) => Math.abs(s - 6) < 0.3));
  await call('seek', 2);
  assert.ok(Math.abs((await call('getCurrentTime')) - 2) < 0.3);
  await call('unmute');
  await page.waitForFunction(() => heard.volumeupdate?.at(-1) === 40);
  await call('resize', { width: 480, height: 270 });
  await page.waitForFunction(() => heard.resize?.at(-1).width === 480);
  await call('stop');
  await page.waitForFunction(() => heard.stop);
  assert.equal(await call('getCurrentTime'), 0);
  await shoot(page, 'site');
  // A script that comes late hears that the player is ready all the same.
  await page.evaluate(() => {
    const late = new GcorePlayer.gplayerAPI(document.querySelector('iframe'));
    late.on('ready', () => (heard.late = true));
  });
  await page.waitForFunction(() => heard.late);
  // Browsers say of our embed code that one of its two ways to allow full screen would do.
  assert.deepEqual(tab.complaints.filter((text) => !/allowfullscreen|404/.test(text)), []);
});

test('renews the token of a protected video before it ends', async () => {
  const { page } = await visit('/videos/1_sealed?token_url&mute');
  await loaded(page);
  // Each token ends the one before it, and ends itself after six seconds.
  const again = () => page.waitForResponse((reply) => reply.url().includes('/token?') && reply.ok(), { timeout: 60_000 });
  const { token } = await (await again()).json();
  const fresh = page.waitForResponse((reply) => reply.url().endsWith('.ts') && reply.ok());
  // What was asked for before the page had the reply is not meant.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const [asked, refused] = [new Set(), []];
  page.on('request', (request) => asked.add(request));
  page.on('response', (reply) => reply.status() === 403 && asked.has(reply.request()) && refused.push(reply.url()));
  await page.$eval('video', (media) => {
    const list = media.videoRenditions;
    list.selectedIndex = [...list].findIndex(({ height }) => height !== media.videoHeight);
    media.play();
  });
  assert.ok((await fresh).url().split('/').at(-3) >= token, 'played with the token before');
  await playedPast(page, 0.2);
  assert.deepEqual(refused, []);
  assert.equal(await page.isVisible('#notice'), false);
});

test('asks again with the present token when its own ended on the way', async () => {
  const { page } = await visit('/videos/1_sealed?token_url&mute');
  const again = () => page.waitForResponse((reply) => reply.url().includes('/token?') && reply.ok(), { timeout: 60_000 });
  let held = 0;
  await page.route(/\.m3u8$/, async (route) => {
    if (held++ < 2) await again(); // which ends the token of what is held
    await route.continue();
  });
  await loaded(page);
  assert.ok(held > 2, `${held} playlists were asked for`);
  assert.equal(await page.isVisible('#notice'), false);
});

test('takes a token from its address, and says when it is over', async () => {
  const { page } = await visit('/videos/failed');
  const { token, expires } = await (await page.request.get(`${origin()}/token?expire=600`)).json();
  await page.goto(`${origin()}/videos/1_sealed/${token}/${expires}?mute&autoplay`);
  await playedPast(page, 0.2);
  await page.request.get(`${origin()}/token`);
  await page.goto(`${origin()}/videos/1_sealed/${token}/${expires}?mute`);
  await page.waitForSelector('#notice:not([hidden])');
  assert.match(await page.textContent('#notice'), /not available/);
  await shoot(page, 'refused');
});

test('plays DASH where the codecs of HLS are not to be decoded', async () => {
  const tab = await visit('/videos/failed');
  const { page } = tab;
  await page.addInitScript(() => {
    const takes = MediaSource.isTypeSupported.bind(MediaSource);
    MediaSource.isTypeSupported = (type) => !/avc1|mp4a/.test(type) && takes(type);
  });
  await page.goto(`${origin()}/videos/playable?mute&t=5`);
  await loaded(page);
  await page.keyboard.press('k');
  await playedPast(page, 5.2);
  const heights = await page.$$eval('media-rendition-menu', ([menu]) => menu.items.map((item) => item.textContent.trim()));
  assert.deepEqual(heights.slice(0, 2), ['360p', '180p']);
  const audio = await page.$eval('video', (media) => [...media.audioTracks].map(({ language }) => language));
  assert.deepEqual(audio, ['en', 'de']);
  await page.$eval('video', (media) => (media.videoRenditions.selectedIndex = [...media.videoRenditions].findIndex(({ height }) => height === 180)));
  await page.waitForFunction(() => document.querySelector('video').videoHeight === 180);
  await page.$eval('video', (media) => ([...media.audioTracks][1].enabled = true));
  await page.waitForFunction(() => [...document.querySelector('video').audioTracks][1].enabled);
  assert.deepEqual(tab.complaints.filter((text) => /Content Security Policy/.test(text)), []);
});

test('shows a spherical picture all around', async () => {
  for (const name of ['vr360', 'vr180', 'vr360tb']) {
    const { page, complaints } = await visit(`/videos/${name}?mute&t=2`, { viewport: { width: 640, height: 360 } });
    await loaded(page);
    await page.waitForSelector('#surround');
    await page.waitForFunction(() => document.querySelector('video').readyState >= 2 && !document.querySelector('video').seeking);
    const before = await page.locator('#surround').screenshot();
    await page.focus('#surround');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    await shoot(page, name);
    assert.ok(!before.equals(await page.locator('#surround').screenshot()), `${name} did not turn`);
    assert.equal(await videoValue(page, 'currentTime'), 2, 'the keys look around, they do not seek');
    await page.mouse.move(500, 200);
    await page.mouse.down();
    await page.mouse.move(400, 200, { steps: 4 });
    await page.mouse.up();
    assert.equal(await videoValue(page, 'paused'), true, 'to drag is not to click');
    await page.mouse.click(500, 120);
    await playedPast(page, 2.1);
    assert.deepEqual(complaints.filter((text) => !/GL Driver Message/.test(text)), []);
  }
});

test('shows its first picture soon', async (t) => {
  const { page } = await visit('/videos/playable?mute');
  await page.waitForResponse((reply) => reply.url().endsWith('/master.m3u8'));
  await page.evaluate(() => document.addEventListener('pointerdown', () => performance.mark('pressed'), { capture: true }));
  await page.click('.big');
  await page.waitForFunction(() => performance.getEntriesByName('first-frame').length > 0);
  const ms = await page.evaluate(() => Math.round(performance.measure('wait', 'pressed', 'first-frame').duration));
  t.diagnostic(`first picture ${ms} ms after the click`);
  const heavy = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0));
  t.diagnostic(`${heavy} bytes of scripts and styles`);
  assert.ok(heavy < 250_000, `${heavy} bytes`);
});
