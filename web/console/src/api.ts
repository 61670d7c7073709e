// Calls of the API. Who is signed in is told by a cookie that this script
// cannot read; the header says that the request is the console's own.

import { absent, answered, unanswered } from './network.svelte';

export class Refused extends Error {
  constructor(
    readonly status: number, // 0: no answer came
    message: string,
    readonly index: number | null = null, // of a batch, the item that was refused
  ) {
    super(message);
  }
}

let onSignedOut = () => {};

/** Calls f whenever the server does not know the session any more. */
export function whenSignedOut(f: () => void) {
  onSignedOut = f;
}

export async function call<T = void>(method: string, path: string, body?: unknown): Promise<T> {
  const res = await request(method, `/console/api${path}`, body);
  return (res.status === 204 ? undefined : await res.json()) as T;
}

/** A call that the console alone has. */
export async function own<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await (await request(method, `/console/own${path}`, body)).json()) as T;
}

/** One page of a list, and how many items there are; with more, at least so many. */
export async function list<T>(path: string): Promise<{ items: T[]; total: number; more: boolean }> {
  const res = await request('GET', `/console/api${path}`);
  const { headers } = res;
  return { items: (await res.json()) as T[], total: Number(headers.get('X-Total-Count') ?? 0), more: headers.has('X-Total-More') };
}

export async function signIn(credentials: { key: string } | { username: string; password: string }) {
  await request('POST', '/console/session', credentials);
}

export async function signOut() {
  await request('DELETE', '/console/session');
}

async function request(method: string, url: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { 'X-Kinora-Console': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const res = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }).catch(() => null);
  if (!res || absent(res.status)) {
    unanswered();
    throw new Refused(0, 'The server cannot be reached.');
  }
  answered();
  if (res.ok) return res;
  if (res.status === 401 && url !== '/console/session') onSignedOut();
  throw await refusal(res);
}

/** What went wrong, in words, from any of the API's shapes of an error. */
async function refusal(res: Response): Promise<Refused> {
  const body = (await res.json().catch(() => ({}))) as { errors?: Record<string, string[]>; error?: unknown; index?: number };
  const index = body.index ?? null;
  if (body.errors) {
    const texts = Object.entries(body.errors).map(([field, texts]) => sentence(field, texts.join(', ')));
    return new Refused(res.status, texts.join(' '), index);
  }
  if (res.status >= 500) return new Refused(res.status, `The server had an error (${res.status}). Its log says which.`);
  return new Refused(res.status, typeof body.error === 'string' && body.error ? plain(body.error) : `The server answered ${res.status}.`, index);
}

/** "origin_url", "is invalid" as a sentence. */
function sentence(field: string, text: string): string {
  const name = field.replaceAll('_', ' ');
  return `${name[0].toUpperCase()}${name.slice(1)} ${text}.`;
}

/** An error's text as a sentence, without the phrase of its HTTP status. */
function plain(text: string): string {
  const rest = text.replace(/^Unprocessable Entity\.? */, '') || text;
  return rest[0].toUpperCase() + rest.slice(1);
}

export const say = (e: unknown) => (e instanceof Error ? e.message : String(e));
