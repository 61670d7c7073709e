// Starts what the console's tests need: a whole server whose uploads go through
// a network that can be stopped and cut, a clip, and a browser.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { startBrowser } from '../../browser.mjs';
import { startServer } from '../../upload/test/setup.mjs';

/**
 * A network in front of a server. It holds back what comes after allow() bytes
 * in all; held() resolves when something is. cut() breaks what is open and
 * refuses more until mend().
 */
export async function startNetwork() {
  const sockets = new Set();
  let [port, left, broken, tell] = [0, Infinity, false, () => {}];
  let waiting = new Set();
  const server = net.createServer((client) => {
    if (broken) return client.destroy();
    const upstream = net.connect(port, '127.0.0.1');
    sockets.add(client);
    client.on('close', () => {
      sockets.delete(client);
      upstream.end(); // what was sent still arrives
    });
    for (const s of [client, upstream]) s.on('error', () => {});
    client.on('data', (chunk) => {
      if (left < chunk.length) {
        client.pause();
        client.unshift(chunk);
        waiting.add(() => client.resume());
        return tell();
      }
      left -= chunk.length;
      if (!upstream.write(chunk)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
    });
    upstream.on('close', () => client.destroy());
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    to: (url) => (port = Number(new URL(url).port)),
    /** Lets so many bytes through; the promise resolves when more wanted to. */
    allow(bytes) {
      left = bytes;
      const held = new Promise((resolve) => (tell = resolve));
      for (const go of waiting) go();
      waiting = new Set();
      return held;
    },
    cut() {
      broken = true;
      for (const s of sockets) s.destroy();
    },
    mend: () => (broken = false),
    close() {
      for (const s of sockets) s.destroy();
      server.close();
    },
  };
}

/** Everything; close() ends it. */
export async function start() {
  const network = await startNetwork();
  const server = await startServer([`--upload-url=${network.url}`, '--allow-private-origins=127.0.0.0/8']);
  network.to(server.url);
  const clip = join(server.dir, 'Harbour at night.mp4');
  const noise = 'testsrc2=size=640x360:rate=12:duration=4,noise=alls=60:allf=t';
  const args = ['-v', 'error', '-f', 'lavfi', '-i', noise, '-f', 'lavfi', '-i', 'sine=duration=4'];
  execFileSync('ffmpeg', [...args, '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '22', '-pix_fmt', 'yuv420p', '-c:a', 'aac', clip]);
  const browser = await startBrowser();
  const close = async () => {
    await browser.close();
    network.close();
    await server.close();
  };
  return { network, server, browser, clip: readFileSync(clip), close };
}

/** Drops files on the page, as from the desktop. */
export async function dropFile(page, name, bytes) {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      const raw = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      data.items.add(new File([raw], name, { type: 'video/mp4', lastModified: 1_700_000_000_000 }));
      return data;
    },
    [name, bytes.toString('base64')],
  );
  for (const type of ['dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: transfer });
}

/** The text of a video's first subtitles as players get it. */
export async function subtitleText(master) {
  const get = async (url) => (await fetch(url)).text();
  const playlist = (await get(master)).match(/TYPE=SUBTITLES.*?URI="([^"]+)"/)?.[1];
  if (!playlist) return '';
  const list = new URL(playlist, master);
  const segment = (await get(list)).split('\n').find((line) => line && !line.startsWith('#'));
  return get(new URL(segment, list));
}

/** The status of an address as its own host answers, wherever that is. */
export async function statusAt(host, address) {
  const { port, pathname, search } = new URL(address);
  const [answer] = await once(http.get({ host: '127.0.0.1', port, path: pathname + search, headers: { Host: host } }), 'response');
  answer.resume();
  return answer.statusCode;
}

/** Waits until f returns something true. */
export async function eventually(f) {
  for (const end = Date.now() + 60_000; ; await new Promise((r) => setTimeout(r, 200))) {
    const value = await f();
    if (value) return value;
    if (Date.now() > end) throw new Error(`never: ${f}`);
  }
}
