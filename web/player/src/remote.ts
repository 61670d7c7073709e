// Lets the page around the frame listen and steer, by messages. The other side
// is gplayerAPI.ts; docs/players.md describes the messages.

import type { Stage } from './stage';

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
  #wasReady = false;

  constructor(
    private stage: Stage,
    player: HTMLElement,
  ) {
    this.#methods = new Map(Object.entries(this.#table()));
    if (window.parent === window) return;
    window.addEventListener('message', ({ source, data }) => {
      if (source === window.parent && isCall(data)) this.#answer(data);
    });
    this.#forward(player);
  }

  /** Tells that the player can be steered; as soon as its length is known, which for lists is when they have loaded. */
  isReady(): void {
    if (this.#duration() || this.stage.media.readyState >= 1) this.#ready();
    else this.stage.media.addEventListener('loadedmetadata', () => this.#ready(), { once: true });
  }

  /** Tells of an error that stops playing. */
  error(message: string): void {
    this.#tell('error', { code: 'MEDIA_SOURCE_UNAVAILABLE', level: 'FATAL', message });
  }

  #ready(): void {
    this.#wasReady = true;
    this.#tell('ready');
  }

  /** Seconds, 0 for what has no end. Before anything has loaded the page knows. */
  #duration(): number {
    const { media, video } = this.stage;
    if (Number.isNaN(media.duration)) return video.duration;
    return Number.isFinite(media.duration) ? media.duration : 0;
  }

  #seek(seconds: number): void {
    this.stage.interest.come();
    this.stage.media.currentTime = seconds;
  }

  #table(): Record<string, (params: unknown) => unknown> {
    const { media, tokens } = this.stage;
    return {
      // Whoever comes late is told once more.
      attach: () => void (this.#wasReady && this.#tell('ready')),
      getCurrentTime: () => media.currentTime,
      getDuration: () => this.#duration(),
      getVolume: () => Math.round(media.volume * 100),
      isDvrEnabled: () => media.duration === Infinity && media.seekable.length > 0 && media.seekable.end(0) - media.seekable.start(0) > 60,
      isPlaying: () => !media.paused && !media.ended,
      isMuted: () => media.muted,
      play: () => void media.play().catch((err: Error) => this.error(err.message)),
      pause: () => media.pause(),
      stop: () => this.#stop(),
      mute: () => void (media.muted = true),
      unmute: () => void (media.muted = false),
      seek: (seconds) => this.#seek(number(seconds)),
      seekPercentage: (percent) => this.#seek((within100(percent) / 100) * this.#duration()),
      setVolume: (percent) => void (media.volume = within100(percent) / 100),
      setToken: (token) => {
        if (!tokens.set(token)) throw new Error('no token');
      },
    };
  }

  #stop(): void {
    this.stage.media.pause();
    this.stage.media.currentTime = 0;
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
    const { media } = this.stage;
    for (const name of ['play', 'pause', 'ended']) media.addEventListener(name, () => this.#tell(name));
    media.addEventListener('seeked', () => this.#tell('seek', media.currentTime));
    media.addEventListener('timeupdate', () => {
      this.#tell('timeupdate', { current: media.currentTime, total: this.#duration() });
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
