// Tells the server that the player was opened, that it plays, and what is
// watched: by beacons, which outlive the page and hold nobody up.

import type { Video } from './video';

/** How much has to be played to count as watched, in seconds. */
const enough = 5;
/** How often it is told what was watched, in ms. */
const often = 30_000;
/** The position goes no further than the clock between two looks, but for this, in seconds: else it jumped. */
const slack = 0.5;
/** Spans that are told of at a time; what is beyond is left out. */
const atOnce = 20;

/** Counts what is played, by the position of the media element. */
export class Telemetry {
  #session = session();
  #spans: [number, number][] = [];
  #last = -1; // position, -1 = not playing
  #since = 0; // when that was, in ms
  #played = 0;
  #told = new Set<string>();

  constructor(
    private media: HTMLMediaElement,
    private video: Video,
    private send: (text: string) => void = beacon,
  ) {
    if (!video.counted.id) return;
    this.#tell('init');
    media.addEventListener('play', () => this.#tell('start'));
    for (const name of ['timeupdate', 'pause', 'seeking', 'ended']) media.addEventListener(name, () => this.#look(name));
    setInterval(() => this.#flush(), often);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.#flush());
    window.addEventListener('pagehide', () => this.#flush()); // for browsers that leave the other out
  }

  #look(name: string): void {
    const at = this.media.currentTime;
    const now = performance.now();
    const most = ((now - this.#since) / 1000) * this.media.playbackRate + slack;
    if (name !== 'seeking' && this.#last >= 0 && at > this.#last && at - this.#last <= most) this.#add(this.#last, at);
    this.#since = now;
    this.#last = name === 'timeupdate' && !this.media.paused && !this.media.seeking ? at : -1;
  }

  #add(from: number, to: number): void {
    const last = this.#spans[this.#spans.length - 1];
    if (last && last[1] === from) last[1] = to;
    else this.#spans.push([from, to]);
    this.#played += to - from;
    if (this.#played >= enough) this.#tell('watch');
  }

  /** Each event is told once. */
  #tell(event: string): void {
    if (this.#told.has(event)) return;
    this.#told.add(event);
    this.#post({ event });
  }

  #flush(): void {
    // The position in what plays for everybody says nothing of a film.
    if (!this.video.live) for (const sec of this.#spans.slice(0, atOnce)) this.#post({ sec });
    this.#spans = [];
  }

  #post(more: object): void {
    const { type, id, account } = this.video.counted;
    this.send(JSON.stringify({ v: 1, type, id, client_id: account, session: this.#session, ref: document.referrer, ...more }));
  }
}

function beacon(text: string): void {
  navigator.sendBeacon?.('/stats', text);
}

/** Random, for the life of the page; nothing is kept in the browser. */
function session(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}
