// Uploads of many files at a time. Each goes on where it stood: after a pause,
// a broken network, or, once its file is chosen again, a closed tab.

import { Upload, type DetailedError } from 'tus-js-client';
import { call, say } from './api';
import { listen } from './live';
import type { Video, VideoDetails } from './types';

const atOnce = 2;
const storageKey = 'kinora-uploads';

/** What is kept of an upload for when the tab was closed. */
type Kept = { url: string; video: number; name: string; size: number };

export type Sending = {
  key: string; // names the file by what the browser tells of it
  name: string;
  size: number;
  sent: number;
  speed: number; // bytes per second, 0 when not moving
  state: 'waiting' | 'sending' | 'paused' | 'broken' | 'done' | 'lost'; // lost: the file has to be chosen again
  error: string;
  video: number;
  after: Video | null; // the video since it has its file
};

/** What the videos of the next uploads get; a folder that is undefined is the one that is open. */
export const next = $state({ folder: undefined as number | null | undefined, set: null as number | null, player: null as number | null });

export const uploads = $state({ items: [] as Sending[] });

const files = new Map<string, { file: File; made: Made; upload?: Upload }>();
let account = 0;

/** What a new video is created with. */
type Made = { directory_id: number | null; quality_set_id?: number; player_id?: number };

const keyOf = (file: File) => `${account}:${file.name}:${file.size}:${file.lastModified}`;

function kept(): Record<string, Kept> {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, Kept>;
  } catch {
    return {};
  }
}

function keep(key: string, value: Kept | null) {
  const all = kept();
  if (value) all[key] = value;
  else delete all[key];
  localStorage.setItem(storageKey, JSON.stringify(all));
}

/** Shows what was not finished when the tab was closed. */
export function restoreUploads(ofAccount: number) {
  account = ofAccount;
  uploads.items = Object.entries(kept())
    .filter(([key]) => key.startsWith(`${account}:`))
    .map(([key, k]) => ({ key, name: k.name, size: k.size, sent: 0, speed: 0, state: 'lost', error: '', video: k.video, after: null }));
}

const find = (key: string) => uploads.items.find((i) => i.key === key);

/** Sends files, each to a new video, or all of them (one) to a video that is there. */
export function addFiles(list: Iterable<File>, folder: number | null, video = 0) {
  const made: Made = {
    directory_id: next.folder === undefined ? folder : next.folder,
    ...(next.set && { quality_set_id: next.set }),
    ...(next.player && { player_id: next.player }),
  };
  for (const file of list) {
    const key = keyOf(file);
    const known = find(key);
    if (known && !['lost', 'done'].includes(known.state)) continue;
    if (video) keep(key, null); // what was begun for another
    files.set(key, { file, made });
    const to = video || (known?.state === 'lost' ? known.video : 0);
    const fresh: Sending = { key, name: file.name, size: file.size, sent: 0, speed: 0, state: 'waiting', error: '', video: to, after: null };
    uploads.items = known ? uploads.items.map((i) => (i.key === key ? fresh : i)) : [...uploads.items, fresh];
  }
  goOn();
}

function goOn() {
  let free = atOnce - uploads.items.filter((i) => i.state === 'sending').length;
  for (const item of uploads.items) {
    if (free <= 0) return;
    if (item.state !== 'waiting') continue;
    free--;
    void send(item);
  }
}

export function pause(item: Sending) {
  if (item.state === 'sending') void files.get(item.key)?.upload?.abort();
  item.state = 'paused';
  item.speed = 0;
  goOn();
}

export function resume(item: Sending) {
  item.state = 'waiting';
  item.error = '';
  goOn();
}

/** Forgets an upload; the video that waits for it is removed too. */
export async function cancel(item: Sending) {
  void files.get(item.key)?.upload?.abort();
  forget(item);
  keep(item.key, null);
  if (item.video && item.state !== 'done') await call('DELETE', `/streaming/videos/${item.video}`).catch(() => {});
  goOn();
}

function forget(item: Sending) {
  files.delete(item.key);
  uploads.items = uploads.items.filter((i) => i.key !== item.key);
}

export function clearDone() {
  uploads.items.filter((i) => i.state === 'done').forEach(forget);
}

export const sending = () => uploads.items.some((i) => i.state === 'sending' || i.state === 'waiting');

async function send(item: Sending) {
  const { file, made, upload: begun } = files.get(item.key)!;
  item.state = 'sending';
  try {
    const upload = begun ?? (await prepare(item, file, made));
    if (item.state !== 'sending') return; // paused meanwhile
    upload.start();
  } catch (e) {
    broken(item, say(e));
  }
}

function broken(item: Sending, text: string) {
  item.state = 'broken';
  item.error = text;
  item.speed = 0;
  goOn();
}

/** An upload of the file: to the video it was begun for, else to a new one. */
async function prepare(item: Sending, file: File, made: Made): Promise<Upload> {
  const before = kept()[item.key];
  if (!item.video) item.video = (await call<VideoDetails>('POST', '/streaming/videos', { name: file.name, ...made })).id;
  type Session = { servers: { hostname: string; ssl: boolean }[]; token: string; video: { client_id: number } };
  const session = await call<Session>('GET', `/streaming/videos/${item.video}/upload`);
  const server = session.servers[0];
  let [last, at] = [0, performance.now()];
  const upload = new Upload(file, {
    endpoint: `${server.ssl ? 'https' : 'http'}://${server.hostname}/upload/`,
    uploadUrl: before?.url,
    metadata: { filename: file.name, filetype: file.type, token: session.token, video_id: String(item.video), client_id: String(session.video.client_id) },
    chunkSize: 50_000_000,
    retryDelays: [0, 500, 1000, 2000, 5000, 10_000, 20_000],
    storeFingerprintForResuming: false,
    removeFingerprintOnSuccess: false,
    onUploadUrlAvailable: () => keep(item.key, { url: upload.url!, video: item.video, name: file.name, size: file.size }),
    onProgress: (sent) => {
      const now = performance.now();
      if (now - at > 500 || sent < last) {
        const speed = Math.max(0, ((sent - last) * 1000) / (now - at));
        item.speed = item.speed ? 0.6 * item.speed + 0.4 * speed : speed;
        [last, at] = [sent, now];
      }
      item.sent = sent;
    },
    onShouldRetry: (e) => {
      const status = (e as DetailedError).originalResponse?.getStatus() ?? 0;
      return status === 0 || status >= 500 || [409, 423, 429].includes(status);
    },
    onError: (e) => {
      const response = (e as DetailedError).originalResponse;
      broken(item, response ? response.getBody() || `The server answered ${response.getStatus()}.` : 'The network does not get through.');
    },
    onSuccess: () => {
      item.state = 'done';
      item.sent = item.size;
      item.speed = 0;
      keep(item.key, null);
      files.delete(item.key);
      void follow(item);
      goOn();
    },
  });
  files.set(item.key, { file, made, upload });
  return upload;
}

/** Shows what becomes of the video that has its file now. */
async function follow(item: Sending) {
  item.after = await call<VideoDetails>('GET', `/streaming/videos/${item.video}`).catch(() => null); // else a change tells
}

listen((c) => {
  if (!('video' in c)) return;
  for (const i of uploads.items) if (i.state === 'done' && i.video === c.video.id) i.after = c.video;
});

// A network that comes back is worth a try.
addEventListener('online', () => uploads.items.filter((i) => i.state === 'broken' && files.has(i.key)).forEach(resume));
