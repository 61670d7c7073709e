// Notices that the connection is lost before any request has failed.

import type { Notice } from './notice';

/** Milliseconds without a byte after which a viewer who waits is told. */
const patience = 6000;

/** Says so when playback waits and nothing arrives any more: slow is not lost. */
export class Standstill {
  #timer = 0;
  #last = 0;

  /** again is what the viewer may have done at once. */
  constructor(
    media: EventTarget,
    private notice: Pick<Notice, 'shown' | 'show'>,
    private again: () => void,
  ) {
    media.addEventListener('waiting', () => this.#watch());
    media.addEventListener('progress', () => this.arrived());
    for (const name of ['playing', 'pause', 'ended', 'emptied']) media.addEventListener(name, () => window.clearTimeout(this.#timer));
  }

  /** Some bytes came. */
  arrived(): void {
    this.#last = performance.now();
  }

  #watch(): void {
    this.arrived();
    this.#check();
  }

  #check(): void {
    window.clearTimeout(this.#timer);
    const left = this.#last + patience - performance.now();
    if (left > 0) this.#timer = window.setTimeout(() => this.#check(), left);
    else if (!this.notice.shown) this.notice.show(lostText(), 'Try now', this.again);
  }
}

/** What the viewer is told of a connection that is lost. */
export function lostText(): string {
  return `${navigator.onLine ? 'The connection to the server was lost.' : 'You are offline.'} Trying again…`;
}
