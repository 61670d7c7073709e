// Values as people read them.

import type { Status, Video } from './types';

export function size(bytes: number | null): string {
  if (bytes === null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let n = bytes;
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  return `${unit && n < 10 ? n.toFixed(1) : Math.round(n)} ${units[unit]}`;
}

export function length(ms: number | null): string {
  if (ms === null) return '–';
  const s = Math.round(ms / 1000);
  const part = (n: number) => String(n).padStart(2, '0');
  const [h, m] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  return h ? `${h}:${part(m)}:${part(s % 60)}` : `${m}:${part(s % 60)}`;
}

export function day(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A moment as inputs of the viewer's own time take it, "" for none. */
export function localTime(iso: string | null): string {
  if (!iso) return '';
  const t = new Date(iso);
  return new Date(t.getTime() - t.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export const statusWords: Record<Status, string> = {
  empty: 'Waiting for file',
  pending: 'Processing',
  viewable: 'Playable',
  ready: 'Ready',
  error: 'Failed',
};

/** The status in words; a video that was refused is still empty to the API. */
export function statusOf(v: Video): { word: string; kind: Status; working: boolean } {
  if (v.status === 'empty' && v.error) return { word: 'Refused', kind: 'error', working: false };
  if (v.status === 'empty' && v.origin_url) return { word: 'Downloading', kind: 'pending', working: true };
  const working = v.converted_videos.some((r) => r.status === 'processing');
  return { word: statusWords[v.status], kind: v.status, working };
}

/** Mean progress of the renditions in percent. */
export function progress(v: Video): number {
  if (v.status === 'ready') return 100;
  const all = v.converted_videos;
  return all.length ? Math.floor(all.reduce((sum, r) => sum + r.progress, 0) / all.length) : 0;
}

export const playable = (v: Video) => v.status === 'viewable' || v.status === 'ready';

export const picture = (v: Video) => v.poster_thumb ?? v.screenshot;

/** An address with a parameter more. */
export function withQuery(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}
