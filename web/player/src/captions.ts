// Captions are off until the viewer asks for them, which is remembered, and
// stand where the controls leave the picture free.

import type { Media } from './lists';
import type { Memory } from './memory';
import { canonicalLanguage } from './options';

/** What the controls ask for when a viewer uses them. */
const requests = ['mediashowsubtitlesrequest', 'mediadisablesubtitlesrequest', 'mediatogglesubtitlesrequest'];

/** Remembers what the viewer chooses by the controls. */
export function rememberCaptions(player: HTMLElement, media: Media, memory: Memory): void {
  for (const name of requests) player.addEventListener(name, () => (memory.captions = captionsShown(media)));
}

/** The language of the captions on screen, "" for none. */
export function captionsShown(media: Media): string {
  const shown = [...media.textTracks].find(({ kind, mode }) => mode === 'showing' && kind !== 'metadata');
  return canonicalLanguage(shown?.language ?? '');
}

/** Keeps --below what it says: the height of the bar below the picture, in pixels. */
export function measurePicture(player: HTMLElement, media: Media): void {
  const measure = () => player.style.setProperty('--below', `${(player.clientHeight - media.clientHeight) / 2}px`);
  const observer = new ResizeObserver(measure);
  observer.observe(player);
  observer.observe(media);
}
