// The player in other pages: what it loads when, how it is embedded, how small it may be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loaded, origin, playedPast, shoot, visit } from './setup.mjs';

test('loads the manifest when it is seen, and segments when the viewer comes near', async (t) => {
  const { page } = await visit('/videos/failed');
  const asked = { one: [], two: [], far: [] };
  let bytes = 0;
  page.on('response', async (reply) => {
    const [, name, file] = /\/videos\/(\w+)\/([^?]+)/.exec(reply.url()) ?? [];
    if (!asked[name]) return;
    asked[name].push(file);
    bytes += Number(reply.headers()['content-length'] ?? 0);
  });
  const media = (name) => asked[name].filter((file) => file.endsWith('.ts')).length;
  const manifests = (name) => asked[name].filter((file) => file === 'master.m3u8').length;
  const manifestOf = (name) => page.waitForResponse((reply) => reply.url().endsWith(`/${name}/master.m3u8`));
  await Promise.all([manifestOf('one'), manifestOf('two'), page.goto(`${origin()}/frames`)]);
  // Whoever would have fetched more by itself has: every page has run and shows its controls.
  for (const name of ['one', 'two', 'far']) await page.frame(name).waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/hls')) && document.querySelector('media-controller video'));
  await page.frame('two').waitForFunction(() => [...document.querySelector('video').videoRenditions].length > 0);
  assert.deepEqual(['one', 'two', 'far'].map(media), [0, 0, 0], 'segments before anybody came near');
  assert.deepEqual(['one', 'two', 'far'].map(manifests), [1, 1, 0], 'manifests of what is on screen');
  t.diagnostic(`${bytes} bytes of three players before a click`);
  const segment = page.waitForResponse((reply) => reply.url().endsWith('.ts'));
  await page.mouse.move(200, 100);
  assert.match((await segment).url(), /\/one\//);
  await page.frame('one').waitForFunction(() => document.querySelector('video').readyState >= 3);
  assert.deepEqual([media('one') > 0, media('two'), media('far')], [true, 0, 0]);
  const far = manifestOf('far');
  await page.evaluate(() => scrollTo(0, 3600));
  await far;
  assert.equal(media('far'), 0);
  await page.frame('far').focus('media-play-button');
  await page.frame('far').waitForFunction(() => document.querySelector('video').readyState >= 1);
});

test('shares code that fits the page around it, with what is wished', async () => {
  const { page } = await visit('/videos/playable?mute&t=3');
  await loaded(page);
  await page.waitForFunction(() => document.querySelector('video').currentTime === 3);
  await page.click('#share-button');
  const code = () => page.inputValue('#share-embed');
  assert.match(await code(), /loading="lazy"/);
  assert.doesNotMatch(await code(), /[?&](t|autoplay|loop)=/);
  await page.check('#share-from');
  assert.equal(await page.inputValue('#share-at'), '0:03');
  assert.match(await code(), /\/videos\/playable\?t=3"/);
  await page.fill('#share-at', '1:02:03');
  await page.check('#share-autoplay');
  await page.check('#share-loop');
  assert.match(await code(), /\?t=3723&amp;autoplay=1&amp;loop=1"/);
  await shoot(page, 'share-wishes');
  const responsive = await code();
  await page.uncheck('#share-responsive');
  assert.match(await code(), /^<iframe width="100%" height="100%" src="[^"]*\?t=3723&amp;autoplay=1&amp;loop=1" allowfullscreen=""><\/iframe>$/);
  for (const name of ['from', 'autoplay', 'loop']) await page.uncheck(`#share-${name}`);
  assert.match(await code(), /^<iframe width="100%" height="100%" src="[^"?]*" allowfullscreen><\/iframe>$/, 'as the API has it');
  const { page: site } = await visit('/frame');
  await site.setContent(`<body style="margin:0"><main style="width:640px">${responsive}</main>`);
  const { width, height } = await site.locator('iframe').boundingBox();
  assert.deepEqual([width, height], [640, 360]);
});

test('has only what fits into a small frame', async () => {
  const { page } = await visit('/videos/playable?mute', { viewport: { width: 240, height: 135 } });
  await loaded(page);
  await page.click('.big');
  await playedPast(page, 0.1);
  await page.mouse.move(100, 60);
  const shown = await page.$$eval('media-control-bar > *, media-time-range, .title', (all) =>
    all.filter((e) => e.getBoundingClientRect().width > 0 && !e.matches('.spacer')).map((e) => e.localName),
  );
  assert.deepEqual(shown, ['media-play-button', 'media-fullscreen-button']);
  await shoot(page, 'frame-240');
});
