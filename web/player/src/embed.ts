// Code that shows the player in other pages.

export interface Wishes {
  /** A box of 16:9 as wide as its surroundings, loaded when it comes near the screen. */
  responsive: boolean;
  /** Seconds, 0 for the beginning. */
  start: number;
  autoplay: boolean;
  loop: boolean;
}

const fills = 'position:absolute;inset:0;width:100%;height:100%;border:0';
const box = 'position:relative;padding-top:56.25%';

/** The address in the src of an embed code, null where that has none that is complete. */
export function embedAddress(code: string): URL | null {
  try {
    return new URL(new DOMParser().parseFromString(code, 'text/html').querySelector('iframe')?.getAttribute('src') ?? '');
  } catch {
    return null;
  }
}

/** The embed code with the wishes; code itself where there are none. */
export function embedCode(code: string, { responsive, start, autoplay, loop }: Wishes): string {
  const frame = new DOMParser().parseFromString(code, 'text/html').querySelector('iframe');
  const address = embedAddress(code);
  if (!frame || !address || !(responsive || start || autoplay || loop)) return code;
  if (start) address.searchParams.set('t', String(start));
  if (autoplay) address.searchParams.set('autoplay', '1');
  if (loop) address.searchParams.set('loop', '1');
  frame.setAttribute('src', address.href);
  if (!responsive) return frame.outerHTML;
  for (const name of ['width', 'height', 'frameborder']) frame.removeAttribute(name);
  frame.setAttribute('loading', 'lazy');
  frame.setAttribute('style', fills);
  return `<div style="${box}">${frame.outerHTML}</div>`;
}
