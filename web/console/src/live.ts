// Changes to videos as the server tells of them. The browser opens a stream
// that ended again by itself, from where it stood.

import { answered, tryNow, whenBack } from './network.svelte';
import type { Video } from './types';

export type Change = { video: Video } | { deleted: number } | { reload: true };

const listeners = new Set<(c: Change) => void>();
let source: EventSource | null = null;
let retry = 0;

const tell = (c: Change) => listeners.forEach((f) => f(c));

export function startLive() {
  stopLive();
  const s = new EventSource('/console/api/streaming/videos/events');
  source = s;
  s.addEventListener('video', (e) => tell({ video: JSON.parse(e.data) as Video }));
  s.addEventListener('video_delete', (e) => tell({ deleted: (JSON.parse(e.data) as { id: number }).id }));
  s.onopen = answered;
  s.onerror = () => {
    if (source !== s) return;
    void tryNow(); // a stream also ends by itself
    if (s.readyState !== EventSource.CLOSED) return;
    retry = window.setTimeout(() => {
      startLive(); // what was missed meanwhile nobody knows
      tell({ reload: true });
    }, 3000);
  };
}

// Nobody knows what was missed while the server was away.
whenBack(() => {
  if (source) startLive();
  tell({ reload: true });
});

export function stopLive() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

/** Calls f with each change until the returned function is called. */
export function listen(f: (c: Change) => void): () => void {
  listeners.add(f);
  return () => void listeners.delete(f);
}
