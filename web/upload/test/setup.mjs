// Starts what the upload tests need: the server, a network that breaks, and a
// page of another origin.

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../../browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(dirname(here)));
const key = '1$0123456789abcdef0123456789abcdef';

/** A server; unless it is told otherwise it takes uploads and does not work on them, so that they stay. */
export async function startServer(flags = ['--roles=api,upload']) {
  const dir = mkdtempSync(join(tmpdir(), 'kinora-upload-'));
  const binary = join(dir, 'kinora');
  execFileSync('go', ['build', '-o', binary, './cmd/kinora'], { cwd: root, stdio: 'inherit', env: { ...process.env, CGO_ENABLED: '0' } });
  const server = spawn(binary, ['serve', '--listen=127.0.0.1:0', ...flags, '--data-dir', join(dir, 'data'), '--log-level=warn'], {
    env: { ...process.env, KINORA_API_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(server.stdout), 'line');
  const url = line.replace('listening on ', '');
  const call = async (method, path, body) => {
    const res = await fetch(url + path, { method, headers: { Authorization: `APIKey ${key}`, 'Content-Type': 'application/json' }, body });
    if (!res.ok) throw new Error(`${method} ${path}: ${res.status} ${await res.text()}`);
    return res.json();
  };
  /** A new video and what an upload to it says of itself. */
  const video = async () => {
    const made = await call('POST', '/streaming/videos', JSON.stringify({ video: { name: 'upload' } }));
    const session = await call('GET', `/streaming/videos/${made.id}/upload`);
    const { id, client_id } = session.video;
    return { id, metadata: { filename: 'clip.mp4', filetype: 'video/mp4', token: session.token, video_id: String(id), client_id: String(client_id) } };
  };
  /** The SHA-256 of a video's stored source. */
  const stored = async (id) => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(dir, 'data', 'storage', 'videos', String(id), 'source'))) hash.update(chunk);
    return hash.digest('hex');
  };
  const close = async () => {
    server.kill();
    await once(server, 'exit');
    rmSync(dir, { recursive: true });
  };
  /** Runs a command of kinora on the server's data. */
  const run = (...args) => execFileSync(binary, [...args, '--data-dir', join(dir, 'data')], { encoding: 'utf8' });
  return { url, key, dir, call, run, video, stored, close };
}

/**
 * A network in front of the server that cuts connections at random, `cuts` of
 * them. Half of the time the server is not told: its connection stays open and
 * silent, as when a phone loses its network.
 */
export async function startNetwork(target, cuts, mean) {
  const port = Number(new URL(target).port);
  const state = { cuts: 0 };
  const sockets = new Set();
  const server = net.createServer((client) => {
    const upstream = net.connect(port, '127.0.0.1');
    for (const s of [client, upstream]) {
      sockets.add(s);
      s.on('close', () => sockets.delete(s));
      s.on('error', () => {});
    }
    let left = state.cuts < cuts ? Math.floor(Math.random() * 2 * mean) : Infinity;
    const cut = () => {
      if (state.cuts >= cuts) return (left = Infinity);
      state.cuts++;
      client.destroy();
      if (Math.random() < 0.5) upstream.destroy();
    };
    client.on('data', (chunk) => {
      left -= chunk.length;
      if (left < 0) {
        cut();
        if (left !== Infinity) return;
      }
      if (!upstream.write(chunk)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
    });
    client.on('end', () => upstream.end());
    upstream.on('close', () => client.destroy());
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${server.address().port}`;
  state.close = async () => {
    for (const s of sockets) s.destroy();
    server.close();
    await once(server, 'close');
  };
  return state;
}

/** Chromium with the upload page open, on an origin of its own. */
export async function startPage() {
  const files = {
    '/': ['text/html', readFileSync(join(here, 'page.html'))],
    '/send.mjs': ['text/javascript', readFileSync(join(here, 'send.mjs'))],
    '/tus.js': ['text/javascript', readFileSync(join(root, 'web', 'node_modules', 'tus-js-client', 'dist', 'tus.min.js'))],
  };
  const server = http.createServer((req, res) => {
    const [type, body] = files[req.url] ?? ['text/plain', ''];
    res.writeHead(files[req.url] ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await startBrowser();
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => window.send);
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, close };
}
