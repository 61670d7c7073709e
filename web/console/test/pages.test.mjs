// The console's pages in states that a real server is in for moments only.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { startBrowser } from '../../browser.mjs';
import { List, Refusal, startFake, video, work } from './fake.mjs';
import { eventually } from './setup.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.KINORA_SCREENSHOTS;

let fake;
let browser;
let page;

before(async () => {
  fake = await startFake();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  fake?.close();
});

beforeEach(async () => {
  await page?.context().close();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.setDefaultTimeout(60_000);
  page.on('dialog', (d) => assert.fail(`a dialog of the browser's own: ${d.message()}`));
});

const open = (path) => page.goto(`${fake.url}/console${path}`);
const dialog = () => page.getByRole('dialog');
const asked = (name) => fake.state.asked.filter((a) => a.name === name);

/** A list of videos that narrows as the API does. */
const listOf = (all) => (query) => {
  const status = query.get('status');
  const failed = (v) => v.status === 'error' || (v.status === 'empty' && v.error !== null);
  const fits = { failed, waiting: (v) => v.status === 'empty' && !failed(v) }[status] ?? ((v) => !status || v.status === status);
  const folder = query.get('directory_id');
  const found = all.filter(fits).filter((v) => !folder || String(v.directory_id ?? 'none') === folder);
  const [at, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 25)];
  return new List(found.slice((at - 1) * size, at * size), found.length);
};

/** Looks at a page with axe and, when pictures are asked for, takes them: wide and narrow, light and dark. */
async function look(name) {
  for (const [device, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
    for (const colorScheme of ['light', 'dark']) {
      if (!shots && (device === 'phone') !== (colorScheme === 'dark')) continue; // colours do not depend on the width
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${name} is ${width} pixels wide on ${device}`);
      const faults = await page.evaluate(`${axe}; axe.run({ exclude: [['iframe']] }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`);
      assert.deepEqual(faults, [], `${name}, ${device}, ${colorScheme}`);
      if (!shots) continue;
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${name}-${device}-${colorScheme}.png`), fullPage: !(await dialog().count()) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

const refused = video(7, {
  ...{ name: 'holiday.mov', status: 'empty', error: 'Access to the origin is forbidden', error_detail: 'The address answered 403. Ask its owner, or give another one.' },
  ...{ origin_url: 'https://example.org/private/holiday.mov', origin_size: null, duration: null },
});
const states = [
  video(1),
  refused,
  video(8, { name: 'broken.mp4', status: 'error', error: 'Video file is invalid' }),
  video(2, { status: 'empty', work: work('queued', { ahead: 475 }) }),
  video(3, { status: 'empty', work: work('downloading', { percent: 34, bytes_per_second: 12_000_000 }) }),
  video(4, { status: 'empty', work: work('checking') }),
  video(5, { status: 'pending', work: work('processing', { percent: 61 }) }),
  video(6, { status: 'empty', work: work('retrying', { attempt: 2, retry_at: '2026-11-29T17:45:00Z', reason: 'The host was not found.' }) }),
  video(9, { status: 'empty' }),
];

test('every state has its word, and Failed finds what failed', async () => {
  fake.answers({ 'GET /streaming/videos': listOf(states) });
  await open('/videos');
  const words = {
    'holiday.mov': /Failed\s+The address answered 403/,
    'broken.mp4': /Failed\s+Video file is invalid/,
    'Lecture 2.mp4': /In the queue\s+475 before it/,
    'Lecture 3.mp4': /Downloading\s+34 %\s+12 MB\/s/,
    'Lecture 4.mp4': /Checking the file/,
    'Lecture 5.mp4': /Processing\s+61 %/,
    'Lecture 6.mp4': /Trying again\s+The host was not found\. Try 2 of 3 at/,
    'Lecture 9.mp4': /Waiting for file/,
  };
  for (const [name, word] of Object.entries(words)) {
    const row = page.getByRole('row').filter({ hasText: name });
    await row.waitFor();
    assert.match(await row.innerText(), word);
  }
  await look('states');
  await page.getByRole('link', { name: 'Failed 2' }).click();
  await page.getByRole('link', { name: 'Lecture 1.mp4' }).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('row').count(), 3);
  await page.getByRole('link', { name: 'Waiting 5' }).click();
  await page.getByRole('link', { name: 'Lecture 9.mp4' }).waitFor();
  assert.equal(await page.getByText('holiday.mov').count(), 0);
});

test('a queue that nobody works on is told of', async () => {
  fake.answers({ 'GET /streaming/videos': listOf([2, 3, 4].map((id) => video(id, { status: 'empty', work: work('queued', { ahead: id, workers: 0 }) }))) });
  await open('/videos');
  await page.getByRole('alert').filter({ hasText: '3 videos wait and no process with the role worker is running' }).waitFor();
  assert.equal(await page.getByText('Downloading').count(), 0);
  const queue = (name, waiting, failed = 0) => ({ name, waiting, running: 0, failed, workers: 0 });
  const given = (video_id, reason) => ({ video_id, queue: 'download', at: '2026-11-29T17:39:00Z', attempts: 3, error: 'dial tcp: no such host', reason });
  const server = {
    ...{ queues: [queue('download', 475, 1), queue('transcode', 0)], waiting: 475, bytes: 5, disk: null, storage: 's3', database: 'postgres', ffmpeg: '', sandbox: '', go: 'go', platform: 'linux' },
    nodes: [{ name: 'n1', running: 0, host: 'web-1', pid: 812, roles: ['api', 'delivery'], since: '2026-11-29T17:00:00Z', asked: true }],
    given_up: [given(7, 'The host was not found'), given(8, '')],
    ...{ roles: ['api'], started: '2026-11-29T17:00:00Z' },
  };
  const usage = { minutes: 1, max_minutes: 0, month: '2026-11', transcoded: 0, max_transcoded: 0, bytes: 1, max_bytes: 0 };
  fake.answers({
    'GET /own/system': () => ({ version: 'v', usage, waiting: 3, workers: 0, server }),
    'GET /streaming/videos/names': () => [{ id: 7, name: 'holiday.mov' }], // the other is another account's
    'POST /streaming/videos/7/retry': () => refused,
  });
  await page.getByRole('link', { name: 'System' }).click();
  await page.getByRole('alert').filter({ hasText: '475 videos wait and no process with the role worker is running' }).waitFor();
  await page.getByText('web-1, process 812 (this one)').waitFor();
  await page.getByText('3 tries: The host was not found.').waitFor();
  await look('system-idle');
  await page.getByRole('button', { name: 'Try again: holiday.mov' }).click();
  await eventually(() => asked('POST /streaming/videos/7/retry').length === 1);
  assert.equal(await page.getByRole('button', { name: /^Try again/ }).count(), 1, "what is another account's cannot be tried");
  fake.answers({ 'GET /streaming/videos': listOf(states) });
  await page.getByRole('row', { name: /^Download/ }).getByRole('link', { name: '1' }).click();
  await page.getByRole('link', { name: 'holiday.mov' }).waitFor();
  assert.match(page.url(), /status=failed/);
});

test('a refused video says what happened and has ways on', async () => {
  const retried = [];
  fake.answers({
    'GET /streaming/videos/7': () => refused,
    'GET /streaming/videos/7/subtitles': () => [],
    'POST /streaming/videos/7/retry': (_, body) => {
      retried.push(body);
      return retried.length === 1 ? new Refusal(422, { status: 422, error: 'there is nothing to start from' }) : { ...refused, error: null, error_detail: null, work: work('queued', { ahead: 0 }) };
    },
  });
  await open('/videos/7');
  await page.getByRole('heading', { name: 'The address answered 403.' }).waitFor();
  await page.getByRole('paragraph').filter({ hasText: 'https://example.org/private/holiday.mov' }).first().waitFor();
  assert.equal(await page.getByText('master.m3u8').count() + (await page.getByRole('region', { name: 'Links' }).count()), 0, 'no link that leads nowhere');
  assert.equal(await page.getByText('It can be watched here').count(), 0);
  await look('refused');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('There is nothing to start from').waitFor();
  await page.getByRole('button', { name: 'Other address …' }).click();
  await dialog().getByLabel('URL of the file').fill('https://example.org/holiday.mov');
  await page.keyboard.press('Enter');
  await page.getByText('In the queue').waitFor();
  assert.deepEqual(retried, [{}, { origin_url: 'https://example.org/holiday.mov' }]);
});

test('a file is uploaded to the video that failed', async () => {
  fake.answers({
    'GET /streaming/videos/7': () => refused,
    'GET /streaming/videos/7/upload': () => ({ servers: [{ hostname: '127.0.0.1:1', ssl: false }], token: 't', video: { client_id: 1 } }),
  });
  await open('/videos/7');
  await page.getByLabel('File for this video').setInputFiles({ name: 'again.mov', mimeType: 'video/quicktime', buffer: Buffer.from('film') });
  await eventually(() => asked('GET /streaming/videos/7/upload').length === 1);
  assert.equal(asked('POST /streaming/videos').length, 0, 'no second video');
});

test('notes on the source, qualities by one name, and links that work', async () => {
  const rendition = (id, name, width, height) => ({ id, name, width, height, size: 3_700_000, progress: 100, status: 'complete', error: null, mp4_url: `http://127.0.0.1:1/${name}.mp4` });
  const v = video(1, { notes: ['The audio track 2 (ac4) was left out: its codec is not known here.'], converted_videos: [rendition(1, 'vod480p', 853, 480), rendition(2, 'vod240p', 480, 270)] });
  const details = v.converted_videos.map((r) => ({ ...r, codec: 'h264', video_kbps: 800, audio_kbps: 64, frame_width: 832, frame_height: 468, receipt: null }));
  fake.answers({ 'GET /streaming/videos': listOf([v]), 'GET /streaming/videos/1': () => v, 'GET /streaming/videos/1/renditions': () => details, 'GET /streaming/videos/1/subtitles': () => [] });
  await open('/videos');
  const row = page.getByRole('row').filter({ hasText: 'Lecture 1.mp4' });
  await row.getByText('480p', { exact: true }).waitFor();
  await row.getByText('240p', { exact: true }).waitFor();
  await row.getByRole('cell').nth(5).click(); // beside the name
  await page.getByText('The audio track 2 (ac4) was left out').waitFor();
  const quality = page.getByRole('row').filter({ hasText: '480p' });
  await quality.getByText('832×468').waitFor();
  assert.equal(await quality.getByTitle('vod480p: 853×480').count(), 1);
  const code = page.getByLabel('Embed code', { exact: true });
  assert.match(await code.inputValue(), /aspect-ratio:1280 \/ 720/);
  await page.getByLabel('As wide as its place').uncheck();
  assert.equal(await code.inputValue(), v.iframe_embed_code);
  await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link', { name: 'Videos' }).waitFor();
  await look('ready');
  const [first, second] = v.converted_videos;
  const broken = { ...v, status: 'viewable', converted_videos: [{ ...first, status: 'error', error: 'The encoder stopped' }, second] };
  const again = { ...broken, converted_videos: [{ ...first, status: 'processing', progress: 0 }, second], work: work('queued', { ahead: 0 }) };
  Object.assign(fake.state.routes, { 'GET /streaming/videos/1': () => broken, 'POST /streaming/videos/1/retry': () => again });
  fake.tell(broken);
  await page.getByText('The encoder stopped').waitFor();
  fake.state.routes['GET /streaming/videos/1'] = () => again;
  await page.getByRole('button', { name: 'Make the failed ones again' }).click();
  await page.getByText('It is next.').waitFor();
});

test('dialogs open on their first field, save by Enter, and ask before they lose a text', async () => {
  const made = [];
  fake.answers({
    'GET /streaming/videos': listOf(states),
    'POST /streaming/directories': (_, body) => made.push(body) && { id: 5, ...body },
    'GET /streaming/directories/5': () => ({ directory: { items: [] } }),
    'GET /streaming/playlists': () => new List([]),
    'GET /iam/clients/1/tokens': () => [],
    'GET /streaming/webhooks': () => [],
  });
  const first = { '/videos': ['Add by URL', 'URLs of video files'], '/players': ['New player', 'Name'], '/playlists': ['New playlist', 'Name'], '/keys': ['New key', 'Name'], '/webhooks': ['New webhook', 'Address'] };
  for (const [path, [button, field]] of Object.entries(first)) {
    await open(path);
    await page.getByRole('button', { name: button }).click();
    await page.locator(':focus').and(dialog().getByLabel(field)).waitFor();
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await page.getByText('What you wrote is not saved.').waitFor();
    await page.keyboard.press('Enter'); // which goes on writing
    await page.getByText('What you wrote is not saved.').waitFor({ state: 'detached' });
    assert.equal(await dialog().getByLabel(field).first().inputValue(), 'x');
    await dialog().getByLabel(field).first().fill('');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }
  await open('/videos');
  await page.getByRole('button', { name: '+ New folder' }).click();
  await page.keyboard.type('Trips');
  await page.keyboard.press('Enter');
  await page.getByText('No videos here yet.').waitFor();
  assert.deepEqual(made, [{ name: 'Trips', parent_id: null }]);
});

test('a deletion lists names, and takes its number from ten on', async () => {
  const all = Array.from({ length: 60 }, (_, n) => video(n + 1));
  const gone = [];
  const routes = { 'GET /streaming/videos': (q) => listOf(all.filter((v) => !gone.includes(v.id)))(q) };
  for (const { id } of all) routes[`DELETE /streaming/videos/${id}`] = () => (gone.push(id), null);
  fake.answers(routes);
  await open('/videos');
  await page.getByLabel('Select Lecture 1.mp4').check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog().getByText('Lecture 1.mp4 · 9.9 MB').waitFor();
  await dialog().getByRole('button', { name: 'Keep' }).click();
  await page.getByLabel('Select all').check();
  await page.getByRole('button', { name: 'Select all 60' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog().getByText('and 52 more').waitFor();
  const yes = dialog().getByRole('button', { name: 'Delete' });
  assert.ok(await yes.isDisabled());
  await look('deletion');
  await dialog().getByLabel('Type 60 to go on').fill('6');
  await page.keyboard.press('Enter');
  assert.deepEqual(gone, []);
  await dialog().getByLabel('Type 60 to go on').fill('60');
  await page.keyboard.press('Enter');
  await page.getByText('No videos here yet.').waitFor();
  assert.equal(gone.length, 60);
});

test('what is done with many is done some at a time, and told, with what failed', async () => {
  const all = Array.from({ length: 6 }, (_, n) => video(n + 1));
  const gone = [];
  let [now, most] = [0, 0];
  let release;
  const four = new Promise((resolve) => (release = resolve));
  const routes = { 'GET /streaming/videos': (q) => listOf(all.filter((v) => !gone.includes(v.id)))(q) };
  for (const { id } of all) {
    routes[`DELETE /streaming/videos/${id}`] = async () => {
      most = Math.max(most, ++now);
      if (now === 4) release();
      await four; // none is answered before four have been asked
      now--;
      if (id === 2) return new Refusal(409, { status: 409, error: 'It is busy.' });
      gone.push(id);
      return null;
    };
  }
  fake.answers(routes);
  await open('/videos');
  await page.getByLabel('Select all').check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog().getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted: 5 of 6. It is busy.').waitFor();
  assert.equal(most, 4);
  await page.getByRole('link', { name: 'Lecture 1.mp4' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Lecture 2.mp4' }).waitFor();
});

test('the list has orders, and a place for videos in no folder', async () => {
  const folder = { id: 5, name: 'Trips', parent_id: null, items_count: 1, descendants: [] };
  const lists = [];
  fake.answers({
    'GET /streaming/directories/tree': () => ({ tree: [folder] }),
    'GET /streaming/videos': (q) => {
      if (q.get('per_page') !== '1') lists.push(Object.fromEntries(q));
      return listOf([video(1), video(2, { directory_id: 5 })])(q);
    },
  });
  await open('/videos');
  await page.getByRole('link', { name: 'All 2' }).waitFor();
  await page.getByLabel('Order').selectOption('Longest first');
  await page.getByRole('link', { name: 'In no folder' }).click();
  await page.getByRole('heading', { name: 'Videos in no folder' }).waitFor();
  await page.getByRole('link', { name: 'Lecture 2.mp4' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'All 1' }).waitFor();
  await look('no-folder');
  await page.getByRole('link', { name: 'Trips' }).click();
  await page.getByRole('link', { name: 'Lecture 1.mp4' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Lecture 2.mp4' }).waitFor();
  const asked = lists.map(({ order, directory_id }) => `${directory_id ?? 'all'} ${order ?? 'newest'}`);
  assert.deepEqual([...new Set(asked)], ['all newest', 'all -duration', 'none -duration', '5 -duration']);
  assert.match(page.url(), /order=-duration/, 'an address says what is shown');
});

test('pages have numbers and a size', async () => {
  fake.answers({ 'GET /streaming/videos': listOf(Array.from({ length: 500 }, (_, n) => video(n + 1))) });
  await open('/videos');
  await page.getByRole('link', { name: 'Page 20' }).click();
  await page.getByRole('link', { name: 'Lecture 500.mp4' }).waitFor();
  await page.getByLabel('On a page').selectOption('100');
  await page.getByRole('link', { name: 'Lecture 100.mp4' }).waitFor();
  assert.equal(await page.getByRole('row').count(), 101);
  await page.getByRole('link', { name: 'All 500' }).waitFor();
});

test('addresses are read by line, and every wrong line is named', async () => {
  const sent = [];
  fake.answers({ 'GET /streaming/videos': listOf([]), 'POST /streaming/videos/batch': (_, body) => (sent.push(body), sent.length === 1 ? new Refusal(422, { index: 1, errors: { origin_url: ['is invalid'] } }) : []) });
  await open('/videos');
  await page.getByRole('button', { name: 'Add by URL' }).click();
  const field = dialog().getByLabel('URLs of video files');
  await field.fill('not a url\n\nhttps://example.org/a.mov\nftp://example.org/b.mov\n');
  await dialog().getByRole('button', { name: 'Add 3 videos' }).click();
  await dialog().getByText('Line 1: not a web address.').waitFor();
  await dialog().getByText('Line 4: ftp is not supported (http, https, sftp).').waitFor();
  assert.deepEqual(sent, []);
  await look('urls-wrong');
  await field.fill('https://example.org/a%20b.mov\n\nhttps://example.org/c.mov\tThe harbour\n');
  await dialog().getByText('More', { exact: true }).click();
  await dialog().getByLabel('Clip length').fill('30');
  await dialog().getByRole('button', { name: 'Add 2 videos' }).click();
  await dialog().getByText('Line 3: Origin url is invalid.').waitFor();
  await dialog().getByRole('button', { name: 'Add 2 videos' }).click();
  await dialog().waitFor({ state: 'detached' });
  assert.deepEqual(sent[1].videos.map(({ name, origin_url, clip_duration_seconds }) => [name, origin_url, clip_duration_seconds]), [
    ['a b.mov', 'https://example.org/a%20b.mov', 30],
    ['The harbour', 'https://example.org/c.mov', 30],
  ]);
});

test('a long name leaves the upload its buttons, and its row follows the video', async () => {
  const name = `Wedding – full ceremony, cam A, take 2 (uncut, colour graded) ${'W'.repeat(60)}.mov`;
  let let_go;
  const held = new Promise((resolve) => (let_go = resolve));
  fake.answers({
    'GET /streaming/videos': listOf([]),
    'POST /streaming/videos': async (_, body) => (await held, video(3, body)),
    'GET /streaming/videos/3/upload': () => ({ servers: [{ hostname: fake.url.slice(7), ssl: false }], token: 't', video: { client_id: 1 } }),
    'GET /streaming/videos/3': () => video(3, { status: 'empty', work: work('checking') }),
  });
  // A whole upload in one request, as the creation of tus allows.
  await page.route('**/upload/**', (route) => route.fulfill({ status: 201, headers: { Location: '/upload/x', 'Tus-Resumable': '1.0.0', 'Upload-Offset': '4' } }));
  await page.route('**/upload/x', (route) => route.fulfill({ status: 204, headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '4' } }));
  await open('/videos');
  await page.getByText('No videos here yet.').waitFor();
  await page.getByLabel('Files to upload').setInputFiles({ name, mimeType: 'video/quicktime', buffer: Buffer.from('film') });
  const dock = page.getByRole('region', { name: 'Uploads' });
  const pause = dock.getByRole('button', { name: 'Pause' });
  await pause.waitFor();
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport);
    const panel = await dock.boundingBox();
    for (const button of await dock.getByRole('listitem').getByRole('button').all()) {
      const box = await button.boundingBox();
      assert.ok(box.x >= panel.x && box.x + box.width <= panel.x + panel.width, `a button at ${box.x} of the panel at ${panel.x}`);
    }
  }
  await look('upload-long');
  let_go();
  await dock.getByText('Checking the file').waitFor();
  fake.tell(video(3, { status: 'empty', error: 'Video file is invalid', error_detail: 'This is a picture, not a video.' }));
  await dock.getByText('Failed: This is a picture, not a video.').waitFor();
});

test('a server that is gone is told of, and the page comes back by itself', async () => {
  fake.answers({ 'GET /streaming/videos': listOf(states) });
  await open('/videos');
  await page.getByRole('link', { name: 'Lecture 1.mp4' }).waitFor();
  await fake.stop();
  await page.getByRole('alert').filter({ hasText: /No connection to the server\. Last seen .* Trying again/ }).waitFor();
  await page.getByRole('link', { name: 'Lecture 1.mp4' }).waitFor();
  await page.goto('about:blank').catch(() => {});
  fake.answers({ 'GET /streaming/videos': listOf([video(77)]) });
  await fake.resume();
  await open('/videos');
  await page.getByRole('link', { name: 'Lecture 77.mp4' }).waitFor();
  await fake.stop();
  await page.getByText('No connection to the server.').waitFor();
  fake.answers({ 'GET /streaming/videos': listOf([video(78)]) });
  await fake.resume();
  await page.getByRole('link', { name: 'Lecture 78.mp4' }).waitFor();
  assert.equal(await page.getByText('No connection to the server.').count(), 0);
});

test("a server's error has a way to try again", async () => {
  let broken = true;
  const orBroken = (answer) => (q) => (broken ? new Refusal(500, { status: 500, error: 'Internal Server Error' }) : answer(q));
  fake.answers({ 'GET /streaming/videos': orBroken(listOf([video(1)])), 'GET /streaming/videos/1': orBroken(() => video(1)), 'GET /streaming/videos/1/subtitles': () => [] });
  for (const [path, found] of [['/videos', page.getByRole('link', { name: 'Lecture 1.mp4' })], ['/videos/1', page.getByRole('heading', { name: 'Lecture 1.mp4' })]]) {
    broken = true;
    await open(path);
    await page.getByText('The server had an error (500)').waitFor();
    assert.equal(await page.getByText('Loading …').count() + (await page.getByText('No video').count()), 0);
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await found.waitFor();
  }
});

test('a session that is over is told of in the form', async () => {
  let over = false;
  const session = new Refusal(401, { status: 401, error: 'Authentication credentials were not provided.' });
  fake.answers({
    'GET /streaming/videos': (q) => (over ? session : listOf(states)(q)),
    'GET /iam/clients/me': () => (over ? session : { id: 1, email: '', name: 'A', role: { id: 1, name: '' } }),
    'POST /console/session': () => new Refusal(401, { status: 401, error: 'Token is invalid or expired' }),
  });
  await open('/videos');
  await page.getByRole('link', { name: 'Failed 2' }).waitFor();
  over = true;
  await page.getByRole('link', { name: 'Failed 2' }).click();
  await page.getByText('Your session has ended. Sign in to go on.').waitFor();
  assert.equal(await page.getByText('Authentication credentials').count(), 0);
  await look('session-over');
  await page.getByLabel('API key').fill('1$wrong');
  await page.keyboard.press('Enter');
  await page.getByText('This API key is not known, or it has expired.').waitFor();
  await open('/videos');
  await page.getByLabel('API key').waitFor();
  assert.equal(await page.getByText('Your session has ended').count(), 0, 'who never signed in had no session');
});

test('moving is named and can be undone', async () => {
  const moves = [];
  const folder = { id: 5, name: 'Trips', parent_id: null, items_count: 1, descendants: [] };
  fake.answers({
    'GET /streaming/directories/tree': () => ({ tree: [folder] }),
    'GET /streaming/videos': listOf([video(1)]),
    'PATCH /streaming/videos/1': (_, body) => (moves.push(body.directory_id), video(1, body)),
  });
  await open('/videos');
  await page.getByLabel('Select Lecture 1.mp4').check();
  await page.getByLabel('Move to folder').selectOption({ label: 'Trips' });
  await page.getByText('Moved to “Trips”: “Lecture 1.mp4”').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Moved back: “Lecture 1.mp4”').waitFor();
  assert.deepEqual(moves, [5, null]);
});

test('playlists offer what can be played, and say why not', async () => {
  fake.answers({ 'GET /streaming/videos': listOf(states), 'GET /streaming/playlists': () => new List([]) });
  await open('/playlists');
  await page.getByRole('button', { name: 'New playlist' }).click();
  await dialog().getByText('holiday.mov failed').waitFor();
  assert.ok(await dialog().getByRole('button', { name: 'Add holiday.mov' }).isDisabled());
  assert.ok(await dialog().getByRole('button', { name: 'Add Lecture 1.mp4' }).isEnabled());
  assert.ok(await dialog().getByLabel('One after another').isChecked());
  await look('playlist-new');
});

test('subtitles take a language by its name or any of its codes', async () => {
  const sent = [];
  fake.answers({ 'GET /streaming/videos/1': () => video(1), 'GET /streaming/videos/1/subtitles': () => [{ id: 4, name: '', language: 'ger', vtt: 'WEBVTT\n' }], 'POST /streaming/videos/1/subtitles': (_, body) => (sent.push(body.language), {}), 'GET /streaming/videos/1/renditions': () => [] });
  await open('/videos/1');
  await page.getByText('Deutsch ger').waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download ger' }).click();
  assert.equal((await file).suggestedFilename(), 'ger.vtt');
  for (const text of ['de', 'deu', 'ger', 'german', 'Deutsch (ger)']) {
    await page.getByRole('button', { name: 'Add subtitles' }).click();
    await page.getByLabel('Language').fill('klingon');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('“klingon” is no language in the list').waitFor();
    await page.getByLabel('Language').fill(text);
    assert.equal(await page.getByText('is no language').count(), 0, 'the trouble goes when the field is mended');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByRole('button', { name: 'Add subtitles' }).waitFor();
  }
  assert.deepEqual(sent, ['ger', 'ger', 'ger', 'ger', 'ger']);
});

test('the frame of the page holds for large letters and wide screens', async () => {
  fake.answers({ 'GET /streaming/videos': listOf([video(300, { name: 'W'.repeat(300) }), ...states]) });
  await page.setViewportSize({ width: 1920, height: 1000 });
  await open('/videos');
  await page.getByRole('row').nth(5).waitFor();
  const left = async (selector) => (await page.locator(selector).boundingBox()).x;
  assert.equal(await left('.brand'), await left('.columns'), 'header and content begin on one line');
  const places = () => page.getByRole('navigation', { name: 'Main' }).getByRole('link').evaluateAll((all) => all.map((a) => a.getBoundingClientRect().x));
  const before = await places();
  const lines = await page.locator('.name a').first().evaluate((a) => a.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(a).lineHeight));
  assert.ok(lines < 3, `a name of 300 letters takes ${lines} lines`);
  await page.getByRole('link', { name: 'Quality sets' }).click();
  await page.getByRole('heading', { name: 'Quality sets' }).waitFor();
  assert.deepEqual(await places(), before, 'no tab moves');
  await page.goBack();
  await page.setViewportSize({ width: 1024, height: 768 });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } }); // a browser set to letters of 200 %
  await page.getByRole('row').nth(5).waitFor();
  await eventually(() => page.evaluate(() => getComputedStyle(document.documentElement).fontSize === '30px'));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1024);
  const cut = await page.locator('.bar a, .bar button').evaluateAll((all) => all.filter((a) => a.scrollWidth > a.clientWidth || a.getBoundingClientRect().right > innerWidth).map((a) => a.textContent));
  assert.deepEqual(cut, [], 'nothing of the header is cut');
  if (shots) await page.screenshot({ path: join(shots, 'large-letters.png') });
});

test('the description of the API says how to begin, and shows each call', async () => {
  await page.goto(`${fake.url}/docs`);
  const beginning = page.locator('#section-Beginning');
  await beginning.locator('pre').filter({ hasText: `curl ${fake.url}/streaming/videos` }).filter({ hasText: 'Authorization: APIKey' }).waitFor();
  const create = page.locator('#createVideo');
  await create.locator('summary').click();
  const [request, answer] = await create.locator('pre').allInnerTexts();
  assert.match(request, /^curl -X POST .*\/streaming\/videos \\\n/);
  assert.equal(JSON.parse(request.split(" -d '")[1].slice(0, -1)).origin_url, 'https://example.org/harbour.mov');
  const doc = JSON.parse(readFileSync(new URL('../../../internal/api/openapi.json', import.meta.url), 'utf8'));
  assert.deepEqual(Object.keys(JSON.parse(answer)), Object.keys(doc.components.schemas.VideoDetails.properties));
  const calls = Object.values(doc.paths).flatMap((item) => Object.values(item)).filter((op) => op.operationId);
  assert.equal(await page.locator('details[data-text]').count(), calls.length);
  assert.deepEqual(await page.locator('details[data-text]').evaluateAll((all) => all.filter((d) => !d.querySelector('pre')).map((d) => d.id)), [], 'each has a request');
  await create.getByRole('button', { name: 'Copy' }).first().click();
  await create.getByRole('button', { name: /Copied|Press Ctrl\+C/ }).waitFor();
  await look('docs');
  await page.getByLabel('Search').fill('subtitle add');
  await page.locator('#listVideos').waitFor({ state: 'hidden' });
  assert.ok((await page.locator('details[data-text]:visible').count()) >= 1);
});

test('what is shown while files are dragged in stands in the main part', async () => {
  fake.answers({ 'GET /streaming/videos': listOf(states) });
  await open('/videos');
  await page.getByRole('link', { name: 'Failed 2' }).waitFor();
  const files = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['film'], 'a.mp4'));
    return data;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: files });
  await page.getByRole('main').getByText('Drop files to upload them').waitFor();
  await look('dropping');
});

test('players are chosen by their colours and seen while they are edited', async () => {
  const player = { id: 3, name: 'Evening', default: true, autoplay: false, mute: true, bg_color: '#102030', fg_color: '#ffcc00', text_color: '', hover_color: '', logo: '', logo_position: null, speed_control: false, show_sharing: true, save_options_to_cookies: true, disable_skin: false };
  const saved = [];
  fake.answers({ 'GET /streaming/players': () => [player], 'PATCH /streaming/players/3': (_, body) => (saved.push(body), player) });
  await open('/players');
  await page.getByRole('listitem').locator('svg [fill="#ffcc00"]').first().waitFor();
  await page.getByRole('button', { name: 'Edit Evening' }).click();
  await dialog().getByLabel('Choose: Background').fill('#00ff00');
  await dialog().locator('svg [fill="#00ff00"]').first().waitFor();
  assert.equal(await dialog().getByRole('textbox', { name: 'Background', exact: true }).inputValue(), '#00ff00');
  await look('player-edit');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().waitFor({ state: 'detached' });
  assert.equal(saved[0].bg_color, '#00ff00');
});

test('keys say where they come from and whose role they have', async () => {
  const key = (id, name) => ({ id, name, description: null, exp_date: null, expired: false, deleted: false, created: '2026-11-29T17:00:00Z', last_usage: null, client_user: { role: { id: 1, name: 'Administrators' } } });
  const made = [];
  fake.answers({
    'GET /iam/clients/1/tokens': () => [key(1, 'settings'), key(2, 'Backup')],
    'POST /iam/clients/1/tokens': (_, body) => (made.push(body), { token: '2$secret' }),
  });
  await open('/keys');
  await page.getByText('From KINORA_API_KEY').waitFor();
  assert.match(await page.getByRole('listitem').filter({ hasText: 'Backup' }).innerText(), /Administrators, made .*, never used/);
  await page.getByRole('button', { name: 'Revoke From KINORA_API_KEY' }).click();
  await dialog().getByText('It does not come back with the next start').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.keyboard.type('Script');
  await dialog().getByRole('button', { name: '30 days' }).click();
  await look('key-new');
  await dialog().getByRole('button', { name: 'Make key' }).click();
  await dialog().getByRole('textbox', { name: 'API key' }).waitFor();
  const days = (new Date(made[0].exp_date) - Date.now()) / 86_400_000;
  assert.ok(days > 28 && days <= 30, `${days} days`);
});

test('webhooks are added, shown with what came of them, and sent again', async () => {
  const hook = { id: 4, url: 'https://example.com/kinora', name: 'Shop', events: ['video'], signed: true, active: true, failing_since: '2026-11-29T17:00:00Z', created_at: '2026-11-29T17:00:00.000Z', updated_at: '2026-11-29T17:00:00.000Z' };
  const delivery = (id, more) => ({ id, message: `msg_${id}`, type: 'video', entity: 'video:7', state: 'delivered', attempts: 1, status: 200, error: null, answer: 'thanks', milliseconds: 41, tried_at: null, due_at: null, created_at: '2026-11-29T17:00:00.000Z', ...more });
  let hooks = [];
  const sent = [];
  fake.answers({
    'GET /streaming/webhooks': () => hooks,
    'POST /streaming/webhooks': (_, body) => (sent.push(body), (hooks = [hook]), { ...hook, secret: 'whsec_c2VjcmV0' }),
    'PATCH /streaming/webhooks/4': (_, body) => (sent.push(body), body.rotate_secret ? { ...hook, secret: 'whsec_bmV3' } : hook),
    'GET /streaming/webhooks/4/deliveries': () => [
      delivery(9, { state: 'pending', attempts: 3, status: 503, error: 'answered 503, and not 2xx', answer: 'busy' }),
      delivery(8, { state: 'parked', attempts: 77, status: null, answer: null, error: 'no answer within 10 s' }),
      delivery(7),
    ],
    'POST /streaming/webhooks/4/deliveries/8/replay': () => delivery(10, { state: 'pending', attempts: 0 }),
    'POST /streaming/webhooks/4/test': () => delivery(11, { type: 'test', entity: 'test', state: 'pending', attempts: 0 }),
    'DELETE /streaming/webhooks/4': () => ((hooks = []), null),
  });
  await open('/webhooks');
  await page.getByText('No address is told of events yet.').waitFor();
  await page.getByRole('button', { name: 'New webhook' }).click();
  await dialog().getByLabel('Address').fill('https://example.com/kinora');
  await dialog().getByLabel('Name, for yourself').fill('Shop');
  await dialog().getByLabel('A video was created or changed its status').check();
  await look('webhook-new');
  await dialog().getByRole('button', { name: 'Add webhook' }).click();
  assert.equal(await dialog().getByRole('textbox', { name: 'Secret' }).inputValue(), 'whsec_c2VjcmV0');
  assert.deepEqual(sent[0], { url: 'https://example.com/kinora', name: 'Shop', events: ['video'], signed: true, active: true });
  await page.keyboard.press('Escape');
  await page.getByText('Failing since').waitFor();
  await look('webhooks');

  await page.getByRole('button', { name: 'Deliveries to Shop' }).click();
  await dialog().getByText('answered 503, and not 2xx').waitFor();
  assert.equal(await dialog().getByRole('button', { name: 'Send again: delivery 9' }).count(), 0, 'it is still to be sent');
  await look('webhook-deliveries');
  await dialog().getByRole('button', { name: 'Send again: delivery 8' }).click();
  await page.getByText('Queued').waitFor();
  await dialog().getByRole('button', { name: 'Send a test' }).click();
  await eventually(() => asked('POST /streaming/webhooks/4/test').length === 1);
  assert.equal(asked('POST /streaming/webhooks/4/deliveries/8/replay').length, 1);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Edit Shop' }).click();
  await dialog().getByLabel('Send events').uncheck();
  await dialog().getByRole('button', { name: 'New secret' }).click();
  assert.equal(await dialog().getByRole('textbox', { name: 'Secret' }).inputValue(), 'whsec_bmV3');
  assert.equal(sent[1].active, false);
  assert.equal(sent[1].rotate_secret, true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove Shop' }).click();
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No address is told of events yet.').waitFor();
});
