// Calls of the API. Who is signed in is told by a cookie that this script
// cannot read; the header says that the request is the console's own.

export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
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

/** One page of a list, and how many items there are. */
export async function list<T>(path: string): Promise<{ items: T[]; total: number }> {
  const res = await request('GET', `/console/api${path}`);
  return { items: (await res.json()) as T[], total: Number(res.headers.get('X-Total-Count') ?? 0) };
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
  let res: Response;
  try {
    res = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused(0, 'The server cannot be reached.');
  }
  if (res.ok) return res;
  if (res.status === 401 && url !== '/console/session') onSignedOut();
  throw new Refused(res.status, await reason(res));
}

/** What went wrong, in words, from any of the API's shapes of an error. */
async function reason(res: Response): Promise<string> {
  const body = await res.json().catch(() => ({}));
  if (body.errors) {
    return Object.entries(body.errors as Record<string, string[]>)
      .map(([field, texts]) => `${field.replaceAll('_', ' ')} ${texts.join(', ')}`)
      .join('; ');
  }
  return typeof body.error === 'string' ? body.error : `The server answered ${res.status}.`;
}

export const say = (e: unknown) => (e instanceof Error ? e.message : String(e));
