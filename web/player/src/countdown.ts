// Counts down to the hour of a playlist that plays for everybody at once.

import { element } from './notice';

/** Shows the time that is left below the notice, and tells when it is over. */
export class Countdown {
  #box = element('notice-clock');
  #timer = 0;

  /** end is a moment of performance.now(). */
  constructor(
    private end: number,
    private over: () => void,
  ) {}

  start(): void {
    if (this.#timer || this.end <= performance.now()) return;
    this.#timer = window.setInterval(() => this.#tick(), 250);
    this.#box.hidden = false;
    this.#tick();
  }

  stop(): void {
    window.clearInterval(this.#timer);
    this.#timer = 0;
    this.#box.hidden = true;
  }

  #tick(): void {
    const left = Math.ceil((this.end - performance.now()) / 1000);
    this.#box.textContent = remaining(Math.max(0, left));
    if (left > 0) return;
    this.stop();
    this.over();
  }
}

/** Seconds as 2 days 3:04:05, 3:04:05 or 4:05. */
export function remaining(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const [hours, minutes] = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const part = (n: number) => String(n).padStart(2, '0');
  const clock = days || hours ? `${hours}:${part(minutes)}:${part(seconds % 60)}` : `${minutes}:${part(seconds % 60)}`;
  return days ? `${days} ${days === 1 ? 'day' : 'days'} ${clock}` : clock;
}
