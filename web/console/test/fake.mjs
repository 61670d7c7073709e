// A server that answers the console as a test says: the real page and bundle
// over an API that is made up, for states that a real one is in for moments only.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = join(web, 'console', 'dist');
const names = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
const page = readFileSync(join(web, 'templates', 'console.gohtml'), 'utf8')
  .replace('{{.Style}}', `/console/assets/${names['style.css']}`)
  .replace('{{.Script}}', `/console/assets/${names['console.js']}`);
const kinds = { js: 'text/javascript', css: 'text/css' };

const user = { id: 1, email: 'a@example.org', name: 'Administrator', role: { id: 1, name: 'Administrator' } };

/** What a signed-in administrator of an empty account is answered. */
const standard = {
  'GET /iam/clients/me': () => user,
  'GET /streaming/directories/tree': () => ({ tree: [] }),
  'GET /streaming/players': () => [],
  'GET /streaming/quality_sets': () => ({ vod: [] }),
  'GET /own/hosts': () => [],
  'GET /own/languages': () => [
    { code: 'eng', others: ['en'], name: 'English', english: 'English' },
    { code: 'ger', others: ['de', 'deu'], name: 'Deutsch', english: 'German' },
  ],
};

/** Refuses a request in the API's shape. */
export class Refusal {
  constructor(status, body) {
    Object.assign(this, { status, body });
  }
}

/** A list with its header. */
export class List {
  constructor(items, total = items.length) {
    Object.assign(this, { items, total });
  }
}

/**
 * Starts the server. Routes map "GET /streaming/videos" to a function of the
 * query and the body; what it returns is sent as JSON, null as 204. asked keeps
 * the requests as "METHOD path" with their bodies.
 */
export async function startFake() {
  const state = { routes: {}, asked: [] };
  const streams = new Set();
  const server = http.createServer(async (req, res) => {
    const url = new URL(req.url, 'http://x');
    const path = url.pathname.replace(/^\/console\/api/, '').replace(/^\/console\/own/, '/own');
    if (url.pathname.startsWith('/console/assets/')) {
      res.setHeader('Content-Type', kinds[url.pathname.split('.').pop()] ?? 'text/plain');
      return res.end(readFileSync(join(dist, url.pathname.split('/').pop())));
    }
    if (path === '/streaming/videos/events') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' });
      res.write(': here\n\n');
      streams.add(res);
      return res.on('close', () => streams.delete(res));
    }
    if (path === '/openapi.json' || path.startsWith('/docs')) {
      const file = { '/openapi.json': 'openapi.json', '/docs': 'docs/index.html' }[path] ?? path.slice(1);
      res.setHeader('Content-Type', { js: 'text/javascript', css: 'text/css', json: 'application/json' }[file.split('.').pop()] ?? 'text/html');
      return res.end(readFileSync(join(dirname(web), 'internal', 'api', file)));
    }
    if (path === '/favicon.ico') return res.writeHead(204).end();
    if (path === url.pathname && path !== '/console/session') return res.setHeader('Content-Type', 'text/html').end(page);
    const chunks = [];
    for await (const chunk of req) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = text ? JSON.parse(text) : undefined;
    const name = `${req.method} ${path}`;
    state.asked.push({ name, body, query: url.searchParams });
    const route = state.routes[name] ?? standard[name];
    const answer = route ? await route(url.searchParams, body) : new Refusal(404, { status: 404, error: `nothing at ${name}` });
    if (answer === null) return res.writeHead(204).end();
    res.setHeader('Content-Type', 'application/json');
    if (answer instanceof Refusal) return res.writeHead(answer.status).end(JSON.stringify(answer.body));
    if (answer instanceof List) {
      res.setHeader('X-Total-Count', answer.total);
      return res.end(JSON.stringify(answer.items));
    }
    res.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    /** Begins a test's own answers. */
    answers(routes) {
      state.routes = routes;
      state.asked = [];
    },
    /** Tells the open pages of a change to a video. */
    tell(video) {
      for (const s of streams) s.write(`event: video\ndata: ${JSON.stringify(video)}\n\n`);
    },
    /** Stops listening, as a server that is gone, and ends every connection. */
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
    /** Listens again at the same address. */
    async resume() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A video as the API shows it. */
export function video(id, change = {}) {
  const base = `http://127.0.0.1:1/videos/1_${id}`;
  return {
    ...{ id, name: `Lecture ${id}.mp4`, slug: `slug${id}`, description: null, status: 'ready', error: null, error_detail: null, work: null, notes: [] },
    ...{ duration: 60_000, origin_size: 9_900_000, origin_url: null, origin_width: 1280, origin_height: 720, directory_id: null, player_id: null },
    ...{ created_at: '2026-11-29T17:39:00.000Z', updated_at: '2026-11-29T17:39:00.000Z', poster: null, poster_thumb: null, screenshot: null, screenshots: [], screenshot_id: 0 },
    ...{ hls_url: `${base}/master.m3u8`, hls_cmaf_url: `${base}/master-cmaf.m3u8`, dash_url: `${base}/master.mpd`, converted_videos: [] },
    ...{ iframe_url: base, iframe_embed_code: `<iframe width="100%" height="100%" src="${base}"></iframe>` },
    ...change,
  };
}

/** Work on a video as the API shows it. */
export function work(state, change = {}) {
  return { state, ahead: null, percent: null, bytes_per_second: null, attempt: 1, attempts: 3, retry_at: null, reason: null, workers: 1, ...change };
}
