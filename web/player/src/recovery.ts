// What to do about playback errors.

/** Pauses between tries after the network failed, in milliseconds; the last repeats. */
const pauses = [1000, 2000, 4000, 8000, 15000];

/** Tries again after growing pauses, at once when the network comes back. */
export class Retry {
  #attempt = 0;
  #timer = 0;
  #again: (() => void) | null = null;

  constructor() {
    window.addEventListener('online', () => this.now());
  }

  /** Plans another try unless one is planned already. */
  plan(again: () => void): void {
    if (this.#again) return;
    this.#again = again;
    const pause = pauses[Math.min(this.#attempt++, pauses.length - 1)];
    this.#timer = window.setTimeout(() => this.now(), pause);
  }

  /** Makes the planned try at once. */
  now(): void {
    const again = this.#again;
    this.#again = null;
    window.clearTimeout(this.#timer);
    again?.();
  }

  /** Forgets planned and past tries: it works again. */
  reset(): void {
    window.clearTimeout(this.#timer);
    this.#again = null;
    this.#attempt = 0;
  }
}

/** What to try for a media error. */
export type Remedy = 'reattach' | 'swap audio codec' | 'give up';

/** Chooses a remedy by how many errors came within the last 30 seconds. */
export class MediaErrors {
  #times: number[] = [];

  next(now: number): Remedy {
    this.#times = this.#times.filter((time) => now - time < 30_000);
    this.#times.push(now);
    if (this.#times.length === 1) return 'reattach';
    return this.#times.length === 2 ? 'swap audio codec' : 'give up';
  }
}
