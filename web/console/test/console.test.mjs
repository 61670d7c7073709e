import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dropFile, eventually, start, statusAt, subtitleText } from './setup.mjs';

const patience = { timeout: 60_000 };
const name = 'Harbour at night.mp4';

let env;
let context;
let page;
const complaints = [];
const cookies = []; // addresses outside of /console that were sent one
const foreign = [];
const offsets = []; // of the requests that sent bytes

before(async () => (env = await start()));
after(() => env?.close());

/** Opens a tab that notes what must not happen. */
async function openTab() {
  page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  page.on('dialog', (d) => void (d.type() === 'beforeunload' ? d.accept() : complaints.push(d.message())));
  page.on('pageerror', (e) => complaints.push(String(e)));
  page.on('console', (m) => {
    // A network that was cut and who is not signed in are told of by the browser itself.
    if (m.type() === 'error' && !/Failed to load resource/.test(m.text())) complaints.push(m.text());
  });
  page.on('request', (r) => {
    const url = new URL(r.url());
    if (/^https?:$/.test(url.protocol) && ![env.server.url, env.network.url].includes(url.origin)) foreign.push(r.url());
    if (r.method() === 'PATCH' && url.origin === env.network.url) offsets.push(Number(r.headers()['upload-offset']));
    void r
      .allHeaders()
      .then((h) => h.cookie && !url.pathname.startsWith('/console') && cookies.push(r.url()))
      .catch(() => {}); // the tab was closed
  });
  await page.goto(`${env.server.url}/console`);
}

const row = () => page.getByRole('row').filter({ hasText: name });
const main = () => page.locator('main');
const dock = () => page.getByRole('region', { name: 'Uploads' });

/** A test that stands on those before it: one that fails would have all others wait in vain. */
let failed = false;
function step(title, run) {
  test(title, async () => {
    assert.ok(!failed, 'a step before failed');
    failed = true;
    await run();
    failed = false;
  });
}

step('signing in by key', async () => {
  context = await env.browser.newContext({ viewport: { width: 1280, height: 800 } });
  await openTab();
  await page.getByLabel('API key').fill('1$wrong');
  await page.keyboard.press('Enter');
  await page.getByText('This API key is not known, or it has expired.').waitFor();
  await page.getByLabel('API key').fill(env.server.key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Videos' }).waitFor();
  assert.equal(await page.evaluate(() => document.cookie + Object.keys(localStorage).join()), '', 'no script sees the session');
});

step('an upload goes on after its tab was closed and its network was cut', async () => {
  const part = Math.floor(env.clip.length / 3);
  let held = env.network.allow(part);
  await dropFile(page, name, env.clip);
  await held;
  await dock().getByText('0 of 1', { exact: true }).waitFor();
  await page.close();
  env.network.cut(); // which a connection that is held back would not notice by itself
  env.network.mend();

  held = env.network.allow(part);
  await openTab();
  await dock().getByText('choose the file again').waitFor();
  await dropFile(page, name, env.clip);
  await held;
  await eventually(() => offsets.length > 1); // the browser may tell of a request later
  assert.ok(offsets.at(-1) > 0, `went on at ${offsets}`);
  env.network.cut();
  const before = offsets.length;
  await dock().getByRole('button', { name: `Pause ${name}` }).click();
  await dock().getByText('paused').waitFor();
  env.network.mend();
  void env.network.allow(Infinity);
  await dock().getByRole('button', { name: `Resume ${name}` }).click();
  await dock().getByText('1 of 1', { exact: true }).waitFor();
  assert.ok(offsets.slice(before).every((o) => o > part / 2), `went on at ${offsets.slice(before)}`);
  await dock().getByRole('button', { name: 'Clear finished' }).click();
});

step('the list shows it become ready by itself', async () => {
  await row().getByText('Ready', { exact: true }).waitFor({ timeout: 300_000 }); // encoded beside whatever else runs
  const videos = await env.server.call('GET', '/streaming/videos');
  assert.deepEqual(videos.map((v) => v.name), [name], 'one file, one video');
});

step('its page plays it, and shows what was verified', async () => {
  await row().getByRole('link').click();
  await page.getByText('Verified').first().click();
  await page.getByText('were decoded without an error').first().waitFor();
  const video = page.frameLocator('iframe[title=Player]').locator('video');
  await video.evaluate((v) => {
    v.muted = true;
    return v.play();
  });
  await eventually(() => video.evaluate((v) => v.currentTime > 0.5));
  await eventually(() => page.frameLocator('iframe[title=Player]').locator('body').evaluate(() => window.origin === 'null'));
});

step('subtitles are added and edited beside the picture', async () => {
  const [{ hls_url: master }] = await env.server.call('GET', '/streaming/videos');
  await page.getByRole('button', { name: 'Add subtitles' }).click();
  await page.getByLabel('Language').fill('Klingon or so');
  await page.getByRole('button', { name: /^Add a cue at/ }).click();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('is no language in the list').waitFor();
  await page.getByLabel('Language').fill('English');
  await page.getByRole('radio', { name: 'Text' }).check();
  await page.getByLabel('Text, WebVTT or SRT').fill('WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nThe harbour.\n');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('button', { name: 'Edit eng' }).click();
  await eventually(async () => (await subtitleText(master)).includes('The harbour.'));

  // Cue by cue: the picture shows where one is, and where it is says when one is.
  const video = page.frameLocator('iframe[title=Player]').locator('video');
  const cue = page.getByRole('list', { name: 'Cues' }).getByRole('listitem');
  await eventually(() => video.evaluate((v) => v.readyState > 1));
  await cue.getByLabel('Start', { exact: true }).fill('0:01.5');
  await cue.getByLabel('Start', { exact: true }).press('Tab');
  await cue.getByRole('button', { name: 'Show the picture at 00:00:01.500' }).click();
  await eventually(() => video.evaluate((v) => v.currentTime === 1.5));
  await page.getByRole('listitem').and(page.locator('.now')).waitFor();
  await video.evaluate((v) => void (v.currentTime = 2));
  await page.getByRole('button', { name: 'Add a cue at 00:00:02.000' }).waitFor();
  await cue.getByRole('button', { name: /^Ends now/ }).click();
  await page.getByRole('button', { name: 'Add a cue at 00:00:02.000' }).click();
  await page.keyboard.type('The quay.'); // which has the focus
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('button', { name: 'Edit eng' }).waitFor();
  let text;
  await eventually(async () => (text = await subtitleText(master)).includes('The quay.'));
  assert.match(text, /00:01\.500 --> (00:)?00:02\.000\s+The harbour\.\s+(00:)?00:02\.000 --> (00:)?00:04\.000\s+The quay\./);
});

step('the player beside it shows what was written, to the end', async () => {
  const player = page.frameLocator('iframe[title=Player]');
  const video = player.locator('video');
  await eventually(() => video.evaluate((v) => v.readyState > 1));
  await video.evaluate((v) => {
    v.muted = true;
    return v.play();
  });
  // Captions are off until somebody asks for them.
  await player.locator('media-captions-button[aria-checked=false]').click();
  await player.locator('media-captions-button[aria-checked=true]').waitFor();
  await video.evaluate((v) => {
    v.pause();
    v.currentTime = 2.5;
  });
  const shown = () => video.evaluate((v) => [...v.textTracks].filter((t) => t.mode === 'showing').flatMap((t) => [...(t.activeCues ?? [])].map((c) => c.text)));
  await eventually(async () => (await shown()).includes('The quay.'));
  await video.evaluate((v) => v.play());
  await eventually(() => video.evaluate((v) => v.ended && Math.abs(v.currentTime - 4) < 0.2));
});

step('a link with a token opens a host that asks for one', async () => {
  env.server.run('host', 'add', 'cdn.example.org', '--token', 'required');
  env.server.run('host', 'add', 'one.example.org', '--token', 'required', '--bind-ip');
  await page.reload();
  const maker = page.getByRole('region', { name: 'Link with a token' });
  await maker.getByLabel('Holds for').fill('2');
  await maker.getByLabel('Unit').selectOption({ label: 'days' });
  await maker.getByRole('button', { name: 'Make link' }).click();
  const link = await maker.getByRole('textbox', { name: /^Link until/ }).inputValue();
  const [{ hls_url: master }] = await env.server.call('GET', '/streaming/videos');
  assert.equal(await statusAt('cdn.example.org', link), 200);
  assert.equal(await statusAt('cdn.example.org', master), 403);
  await maker.getByLabel('Host').selectOption({ label: 'one.example.org' });
  await maker.getByLabel("Viewer's address").fill('nobody');
  await maker.getByRole('button', { name: 'Make link' }).click();
  await maker.getByText('must be like 203.0.113.7').waitFor();
});

step('the system page tells how the server does', async () => {
  await page.getByRole('link', { name: 'System' }).click();
  await page.getByRole('row', { name: /^Transcode 0 0 0 \d/ }).waitFor();
  await page.getByText('Sandbox of ffmpeg').waitFor();
  assert.match(await page.getByRole('region', { name: 'This account' }).innerText(), /Stored\s+\d.* [kM]B/);
  await page.goBack();
  await page.getByRole('heading', { name }).waitFor();
});

step('a still is chosen, a name changed', async () => {
  await page.getByLabel('Name', { exact: true }).fill(`${name}, again`);
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByRole('heading', { name: `${name}, again` }).waitFor();
  await page.getByRole('radio').first().check();
});

step('URLs are added as a batch', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
  await page.getByRole('button', { name: 'Add by URL' }).click();
  await page.getByLabel('URLs of video files').fill('http://127.0.0.1:1/one.mp4\nfile:///etc/passwd');
  await page.getByRole('button', { name: 'Add 2 videos' }).click();
  await page.getByText('Line 2: file is not supported (http, https, sftp).').waitFor();
  await page.getByLabel('URLs of video files').fill('http://127.0.0.1:1/one.mp4\nhttp://127.0.0.1:1/two.mp4');
  await page.getByRole('button', { name: 'Add 2 videos' }).click();
  await main().getByRole('link', { name: 'one.mp4' }).waitFor();
  await main().getByRole('link', { name: 'two.mp4' }).waitFor();
});

step('videos are moved into folders, by dragging and by choice', async () => {
  for (const folder of ['Harbours', 'Lights']) {
    await page.getByRole('button', { name: '+ New folder' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(folder);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: folder }).waitFor();
    await page.getByRole('link', { name: 'All videos' }).click();
    await page.getByRole('heading', { name: 'Videos' }).waitFor();
  }
  const tree = page.getByRole('navigation', { name: 'Folders' });
  await row().dragTo(tree.getByRole('link', { name: /Harbours/ }));
  await tree.getByRole('link', { name: 'Harbours 1' }).click();
  await page.getByRole('heading', { name: 'Harbours' }).waitFor();
  await row().waitFor();
  await tree.getByRole('link', { name: 'All videos' }).click();
  await page.getByLabel('Select one.mp4').check();
  await page.getByLabel('Move to folder').selectOption({ label: 'Lights' });
  await tree.getByRole('link', { name: 'Lights 1' }).waitFor();
  await tree.getByRole('link', { name: /Lights/ }).dragTo(tree.getByRole('link', { name: /Harbours/ }));
  await tree.getByRole('link', { name: 'Harbours 2' }).waitFor();
});

step('searching and filtering', async () => {
  await page.getByRole('link', { name: 'All videos' }).click();
  await page.getByLabel('Search').fill('HARBOUR');
  await main().getByRole('link', { name: 'one.mp4' }).waitFor({ state: 'detached' });
  await row().waitFor();
  await page.getByLabel('Search').fill('');
  await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: 'Ready 1' }).click();
  await main().getByRole('link', { name: 'one.mp4' }).waitFor({ state: 'detached' });
  await row().waitFor();
  await page.reload();
  await row().waitFor();
  assert.match(page.url(), /status=ready/, 'an address says what is shown');
});

step('playlists, players and keys', async () => {
  await page.getByRole('link', { name: 'Players' }).click();
  await page.getByRole('button', { name: 'New player' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Quiet');
  await page.getByLabel('Start without sound').check();
  await page.getByRole('textbox', { name: 'Controls', exact: true }).fill('#FFCC00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Show Quiet' }).click();
  const frame = page.getByRole('dialog').frameLocator('iframe[title=Player]');
  await eventually(() => frame.locator('#player').evaluate((p) => p.style.getPropertyValue('--icons') === '#FFCC00'));
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Playlists' }).click();
  await page.getByRole('button', { name: 'New playlist' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Evening');
  await page.getByRole('button', { name: `Add ${name}` }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Evening' }).waitFor();
  const [list] = await env.server.call('GET', '/streaming/playlists');
  assert.equal(list.video_ids.length, 1);

  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Backup');
  await page.getByRole('button', { name: 'Make key' }).click();
  const key = await page.getByRole('dialog').getByRole('textbox', { name: 'API key' }).inputValue();
  await page.getByRole('button', { name: 'Close' }).click();
  const asked = () => fetch(`${env.server.url}/streaming/videos`, { headers: { Authorization: `APIKey ${key}` } });
  assert.equal((await asked()).status, 200);
  await page.getByRole('button', { name: 'Revoke Backup' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('button', { name: 'Revoke Backup' }).waitFor({ state: 'detached' });
  assert.equal((await asked()).status, 401);
});

/** Opens a folder, also on a phone, where the tree is closed at first. */
async function openFolder(p) {
  await p.locator('details.tree').evaluate((d) => (d.open = true));
  await p.getByRole('link', { name: /Harbours/ }).click();
  await p.getByRole('heading', { name: 'Harbours' }).waitFor();
}

// Every page, and every dialog that a page opens.
const shown = {
  videos: { path: '/videos' },
  folder: { path: '/videos', open: openFolder },
  urls: { path: '/videos', open: (p) => p.getByRole('button', { name: 'Add by URL' }).click() },
  video: { path: 'VIDEO', open: (p) => p.getByText('Verified').first().click() },
  subtitles: { path: 'VIDEO', open: (p) => p.getByRole('button', { name: 'Edit eng' }).click() },
  playlists: { path: '/playlists' },
  playlist: { path: '/playlists', open: (p) => p.getByRole('button', { name: 'Edit Evening' }).click() },
  players: { path: '/players' },
  player: { path: '/players', open: (p) => p.getByRole('button', { name: 'Edit Quiet' }).click() },
  qualities: { path: '/qualities' },
  keys: { path: '/keys' },
  webhooks: { path: '/webhooks' },
  system: { path: '/system' },
  preview: { path: '/players', open: (p) => p.getByRole('button', { name: 'Show Quiet' }).click() },
  'sign-in': { path: '/videos', out: true },
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env.KINORA_SCREENSHOTS;

for (const [device, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  for (const colorScheme of ['light', 'dark']) {
    // The colours do not depend on the width: without pictures, two of four are enough.
    if (!shots && (device === 'phone') !== (colorScheme === 'dark')) continue;
    step(`no page has a serious fault: ${device}, ${colorScheme}`, async () => {
      const [{ id }] = await env.server.call('GET', '/streaming/videos?status=ready');
      const storageState = await context.storageState();
      for (const [title, { path, open, out }] of Object.entries(shown)) {
        const other = await env.browser.newContext({ viewport, colorScheme, storageState: out ? undefined : storageState });
        const tab = await other.newPage();
        tab.setDefaultTimeout(patience.timeout);
        await tab.goto(`${env.server.url}/console${path.replace('VIDEO', `/videos/${id}`)}`);
        await tab.locator('h1').first().waitFor();
        await tab.getByText('Loading …').waitFor({ state: 'detached' });
        if (open) await open(tab);
        const width = await tab.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= viewport.width, `${title} is ${width} pixels wide`);
        const faults = await tab.evaluate(`${axe}; axe.run({ exclude: [['iframe']] }).then((r) => r.violations
          .filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')))`);
        assert.deepEqual(faults, [], title);
        if (shots) {
          mkdirSync(shots, { recursive: true });
          await tab.waitForFunction(() => [...document.images].every((i) => ((i.loading = 'eager'), i.complete)));
          if (path === 'VIDEO') await eventually(() => tab.frameLocator('iframe[title=Player]').locator('video').evaluate((v) => v.readyState > 1));
          await tab.screenshot({ path: join(shots, `${title}-${device}-${colorScheme}.png`), fullPage: !open || path === 'VIDEO' });
        }
        await other.close();
      }
    });
  }
}

step('a video is deleted', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
  await page.getByRole('link', { name: 'All videos' }).click();
  await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: /^All/ }).click();
  await row().getByRole('link').click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'Harbours' }).waitFor();
  assert.equal((await env.server.call('GET', `/streaming/videos?search=Harbour`)).length, 0);
});

step('signing out ends the session', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('API key').waitFor();
  await page.reload();
  await page.getByLabel('API key').waitFor();
});

step('nothing was complained of, asked elsewhere, or told to others', () => {
  assert.deepEqual(complaints, []);
  assert.deepEqual(foreign, []);
  assert.deepEqual(cookies, []);
});
