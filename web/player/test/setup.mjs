// Starts what the browser tests need: media, the Go test server, Chromium.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { startBrowser } from '../../browser.mjs';
import { makeMedia } from './media.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const web = dirname(dirname(here));

/** Screenshots for a human to look at. */
export const out = process.env.KINORA_SCREENSHOTS ? join(process.env.KINORA_SCREENSHOTS, 'player') : join(here, 'out');

/** Starts everything; close() ends it. */
export async function start() {
  const dir = mkdtempSync(join(tmpdir(), 'kinora-player-'));
  mkdirSync(out, { recursive: true });
  if (process.env.KINORA_PLAYER_MEDIA) cpSync(process.env.KINORA_PLAYER_MEDIA, dir, { recursive: true }); // made before
  else makeMedia(dir);
  const binary = join(dir, 'testserver');
  execFileSync('go', ['build', '-o', binary, './testserver'], { cwd: web, stdio: 'inherit' });
  const server = spawn(binary, ['-dir', dir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [origin] = await once(createInterface(server.stdout), 'line');
  const browser = await startBrowser('--autoplay-policy=document-user-activation-required');
  const close = async () => {
    await browser.close();
    server.stdin.end();
    await once(server, 'exit');
    rmSync(dir, { recursive: true });
  };
  return { origin, browser, close };
}

/** Opens a page that notes each request elsewhere and each complaint in the console. */
export async function open({ browser, origin }, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const foreign = [];
  const complaints = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:')) foreign.push(url);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(origin + path);
  return { page, foreign, complaints, close: () => context.close() };
}

/** Resolves when the video's current time has passed s. */
export function playedPast(target, s) {
  return target.waitForFunction((s) => document.querySelector('video')?.currentTime > s, s);
}

/** A property of the video element. */
export function videoValue(target, name) {
  return target.evaluate((name) => document.querySelector('video')[name], name);
}

let env;
let opened = [];

/** Starts everything before the tests of this process and ends it after them. */
export function suite() {
  before(async () => (env = await start()));
  after(() => env?.close());
  afterEach(async () => {
    for (const tab of opened) await tab.close();
    opened = [];
  });
}

/** Address of the test server. */
export const origin = () => env.origin;

/** Opens a page that is closed after the test. */
export async function visit(path, options) {
  const tab = await open(env, path, options);
  opened.push(tab);
  return tab;
}

/** Asks nothing of other hosts and says nothing in the console. */
export function assertQuiet(tab) {
  assert.deepEqual(tab.foreign, []);
  assert.deepEqual(tab.complaints, []);
}

/** Comes near the controls; resolves when the controls know what there is to play. */
export async function loaded(page) {
  const { width, height } = page.viewportSize();
  await page.mouse.move(width / 3, height / 3);
  await page.waitForFunction(() => document.querySelector('video')?.readyState >= 1);
}

export const phone = { viewport: { width: 390, height: 760 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** Takes a picture of the page for a human to look at. */
export function shoot(page, name) {
  return page.screenshot({ path: join(out, `${name}.png`) });
}
