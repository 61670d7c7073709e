// Values as people read them.

import type { Status, Video, Work } from './types';

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

/** A moment's time of day. */
export function time(iso: string | number): string {
  return new Date(iso).toLocaleTimeString(undefined, { timeStyle: 'short' });
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** How long ago a moment was; of one more than a week ago the day. */
export function ago(iso: string, now = Date.now()): string {
  const minutes = Math.round((new Date(iso).getTime() - now) / 60_000);
  if (minutes > -1) return 'just now';
  if (minutes > -60) return relative.format(minutes, 'minute');
  if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), 'hour');
  if (minutes > -7 * 24 * 60) return relative.format(Math.round(minutes / 24 / 60), 'day');
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** A moment as inputs of the viewer's own time take it, "" for none. */
export function localTime(iso: string | null): string {
  if (!iso) return '';
  const t = new Date(iso);
  return new Date(t.getTime() - t.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What lists can be narrowed to, in the words of the statuses. */
export const filterWords = {
  waiting: 'Waiting',
  pending: 'Processing',
  viewable: 'Playable',
  ready: 'Ready',
  failed: 'Failed',
} as const;

export type Shown = {
  word: string;
  kind: Status;
  detail: string; // what there is to add
  percent: number | null; // of what is being done
};

/** A video's status in words: of what is done for it, where something is. */
export function statusOf(v: Video): Shown {
  const shown = (word: string, kind: Status, detail = '', percent: number | null = null): Shown => ({ word, kind, detail, percent });
  if (failed(v)) return shown(filterWords.failed, 'error', v.error_detail ?? v.error ?? '');
  if (v.status === 'ready') return shown(filterWords.ready, 'ready');
  const work = v.work && workOf(v.work, v);
  if (v.status === 'viewable') return shown(filterWords.viewable, 'viewable', work?.detail, work?.percent ?? (v.work ? progress(v) : null));
  if (work) return work;
  if (v.status === 'pending') return shown(filterWords.pending, 'pending', '', progress(v));
  return shown('Waiting for file', 'empty');
}

function workOf(w: Work, v: Video): Shown {
  const idle = w.workers ? '' : 'No process does such work now.';
  switch (w.state) {
    case 'queued':
      return { word: 'In the queue', kind: 'empty', detail: [before(w.ahead), idle].filter(Boolean).join(' '), percent: null };
    case 'downloading':
      return { word: 'Downloading', kind: 'pending', detail: w.bytes_per_second ? `${size(w.bytes_per_second)}/s` : '', percent: w.percent };
    case 'checking':
      return { word: 'Checking the file', kind: 'pending', detail: '', percent: w.percent };
    case 'processing':
      return { word: 'Processing', kind: 'pending', detail: '', percent: w.percent ?? progress(v) };
    case 'verifying':
      return { word: 'Verifying', kind: 'pending', detail: '', percent: w.percent ?? progress(v) };
    case 'retrying': {
      const next = `Try ${w.attempt} of ${w.attempts}${w.retry_at ? ` at ${time(w.retry_at)}` : ''}.`;
      return { word: 'Trying again', kind: 'empty', detail: [w.reason && full(w.reason), next, idle].filter(Boolean).join(' '), percent: null };
    }
  }
}

const before = (ahead: number | null) => (ahead === null ? '' : ahead ? `${ahead} before it.` : 'It is next.');

/** A text as a sentence. */
export const full = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Whether nothing more comes of a video; one that was refused is empty to the API. */
export const failed = (v: Video) => v.status === 'error' || (v.status === 'empty' && v.error !== null && !v.work);

/** Whether a video is among those that a list is narrowed to. */
export function among(v: Video, filter: string): boolean {
  if (filter === 'failed') return failed(v);
  if (filter === 'waiting') return v.status === 'empty' && !failed(v);
  return !filter || v.status === filter;
}

/** The name of a quality as all pages show it: 480p of "vod480p" and of "5761_h264_480p". */
export function quality(r: { name: string; width: number | null; height: number | null }): string {
  const named = /(\d{2,4}p)\b/.exec(r.name)?.[1];
  return named ?? (r.width && r.height ? `${Math.min(r.width, r.height)}p` : 'audio');
}

/** Mean progress of the renditions in percent. */
function progress(v: Video): number {
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
