// Tokens of protected videos: taken from the page's address, renewed in time.

/** A token in an address, behind the id of its video or playlist. */
const place = /^(.*\/(?:videos|playlists)\/)(\d+_[A-Za-z0-9]+)(?:\/([A-Za-z0-9_-]{6,})\/(1\d{9,}))?(?=\/|$)/;

/** Seconds: at least this long before the end a token is renewed, and between tries. */
const lead = 5;

/** setTimeout counts to 2^31 ms. */
const longest = 2 ** 31 - 1;

export interface Token {
  token: string;
  /** Unix seconds. */
  expires: number;
}

/** The token of one video or playlist for the life of the page. */
export class Tokens extends EventTarget {
  #id: string;
  #current: Token | null = null;
  #timer = 0;
  #asked: Promise<boolean> | null = null;

  /**
   * path is the page's, endpoint the address that hands out fresh tokens or "",
   * bound says that tokens hold for one address.
   */
  constructor(
    path: string,
    private endpoint: string,
    private bound: boolean,
  ) {
    super();
    const [, , id = '', token, expires] = place.exec(path) ?? [];
    this.#id = id;
    if (token) this.#use({ token, expires: Number(expires) });
  }

  /** Resolves once there is a token, if one can be had. */
  async ready(): Promise<void> {
    if (!this.#current && this.endpoint) await this.renew();
  }

  /** The address with the present token, if it is one of this video. */
  sign(url: string): string {
    const found = place.exec(url);
    if (!found || !this.#current || found[2] !== this.#id) return url;
    const { token, expires } = this.#current;
    return `${found[1]}${found[2]}/${token}/${expires}${url.slice(found[0].length)}`;
  }

  /** Whether an address has a token of this video that is not the present one any more. */
  outdated(url: string): boolean {
    const [, , id, token] = place.exec(url) ?? [];
    return id === this.#id && token !== undefined && token !== this.#current?.token;
  }

  /** Takes a token from elsewhere; false when it cannot be one. */
  set(given: unknown): boolean {
    const token = readToken(given, this.bound);
    if (!token) return false;
    this.#use(token);
    this.dispatchEvent(new Event('renewed'));
    return true;
  }

  /** Asks for a token now; false when there was none to be had. */
  renew(): Promise<boolean> {
    this.#asked ??= this.#ask().finally(() => (this.#asked = null));
    return this.#asked;
  }

  async #ask(): Promise<boolean> {
    if (!this.endpoint) return false;
    const url = new URL(this.endpoint);
    if (!url.searchParams.has('video')) url.searchParams.set('video', this.#id);
    if (!url.searchParams.has('type')) url.searchParams.set('type', 'vod');
    try {
      const reply = await fetch(url, { credentials: 'omit', cache: 'no-store', referrerPolicy: 'origin' });
      if (reply.ok && this.set(await reply.json())) return true;
    } catch {
      // tried again below
    }
    this.#plan(lead);
    return false;
  }

  #use(token: Token): void {
    this.#current = token;
    const left = token.expires - Date.now() / 1000;
    this.#plan(Math.max(left - Math.max(lead, left / 5), 1));
  }

  #plan(seconds: number): void {
    window.clearTimeout(this.#timer);
    if (this.endpoint) this.#timer = window.setTimeout(() => void this.renew(), Math.min(seconds * 1000, longest));
  }
}

/** Reads what an endpoint answers; null when it holds no token. */
export function readToken(given: unknown, bound: boolean): Token | null {
  if (typeof given !== 'object' || given === null) return null;
  const { token, token_ip: own, expires } = given as Record<string, unknown>;
  const text = bound && own ? own : token;
  const end = String(expires);
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]{6,64}$/.test(text) || !/^1\d{9,12}$/.test(end)) return null;
  return { token: text, expires: Number(end) };
}
