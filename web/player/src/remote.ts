// Lets the page around the frame listen and steer, by messages. The other side
// is gplayerAPI.ts; docs/players.md describes the messages.

import type { Media } from './lists';
import type { Tokens } from './token';

export const namespace = 'gplayer';

interface Call {
  ns: string;
  id?: number;
  method: string;
  params?: unknown;
}

/** Answers the page around this one; a page by itself has none. */
export class Remote {
  #methods: Map<string, (params: unknown) => unknown>;
  #ready = false;

  constructor(
    private media: Media,
    private tokens: Tokens,
    player: HTMLElement,
  ) {
    this.#methods = new Map(Object.entries(this.#table()));
    if (window.parent === window) return;
    window.addEventListener('message', ({ source, data }) => {
      if (source === window.parent && isCall(data)) this.#answer(data);
    });
    this.#forward(player);
    if (media.readyState >= 1) this.#isReady();
    else media.addEventListener('loadedmetadata', () => this.#isReady(), { once: true });
  }

  /** Tells of an error that stops playing. */
  error(message: string): void {
    this.#tell('error', { code: 'MEDIA_SOURCE_UNAVAILABLE', level: 'FATAL', message });
  }

  #isReady(): void {
    this.#ready = true;
    this.#tell('ready');
  }

  #table(): Record<string, (params: unknown) => unknown> {
    const { media } = this;
    return {
      // Whoever comes late is told once more.
      attach: () => void (this.#ready && this.#tell('ready')),
      getCurrentTime: () => media.currentTime,
      getDuration: () => (Number.isFinite(media.duration) ? media.duration : 0),
      getVolume: () => Math.round(media.volume * 100),
      isDvrEnabled: () => media.duration === Infinity && media.seekable.length > 0 && media.seekable.end(0) - media.seekable.start(0) > 60,
      isPlaying: () => !media.paused && !media.ended,
      isMuted: () => media.muted,
      play: () => void media.play().catch((err: Error) => this.error(err.message)),
      pause: () => media.pause(),
      stop: () => this.#stop(),
      mute: () => void (media.muted = true),
      unmute: () => void (media.muted = false),
      seek: (seconds) => void (media.currentTime = number(seconds)),
      seekPercentage: (percent) => void (media.currentTime = (within100(percent) / 100) * (media.duration || 0)),
      setVolume: (percent) => void (media.volume = within100(percent) / 100),
      setToken: (token) => {
        if (!this.tokens.set(token)) throw new Error('no token');
      },
    };
  }

  #stop(): void {
    this.media.pause();
    this.media.currentTime = 0;
    this.#tell('stop');
  }

  #answer({ id, method, params }: Call): void {
    const reply = { ns: namespace, id };
    const run = this.#methods.get(method);
    try {
      if (!run) throw new Error('unknown method');
      this.#post({ ...reply, result: run(params) ?? null });
    } catch (err) {
      this.#post({ ...reply, error: (err as Error).message });
    }
  }

  #forward(player: HTMLElement): void {
    const { media } = this;
    for (const name of ['play', 'pause', 'ended']) media.addEventListener(name, () => this.#tell(name));
    media.addEventListener('seeked', () => this.#tell('seek', media.currentTime));
    media.addEventListener('timeupdate', () => {
      this.#tell('timeupdate', { current: media.currentTime, total: Number.isFinite(media.duration) ? media.duration : 0 });
    });
    media.addEventListener('volumechange', () => this.#tell('volumeupdate', media.muted ? 0 : Math.round(media.volume * 100)));
    document.addEventListener('fullscreenchange', () => this.#tell('fullscreen', document.fullscreenElement !== null));
    new ResizeObserver(() => this.#tell('resize', { width: player.clientWidth, height: player.clientHeight })).observe(player);
  }

  #tell(event: string, data: unknown = null): void {
    this.#post({ ns: namespace, event, data });
  }

  /** Any site may frame the page, and nothing here is secret from it. */
  #post(message: object): void {
    if (window.parent !== window) window.parent.postMessage(message, '*');
  }
}

function isCall(data: unknown): data is Call {
  const call = data as Partial<Call> | null;
  return typeof call === 'object' && call !== null && call.ns === namespace && typeof call.method === 'string';
}

function number(value: unknown): number {
  const n = Number(value);
  if (!Number.isFinite(n) || n < 0) throw new Error('not a number');
  return n;
}

function within100(value: unknown): number {
  return Math.min(number(value), 100);
}
