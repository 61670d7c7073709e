// What every way of playing works with.

import type { Interest } from './interest';
import type { Media, Rendition } from './lists';
import type { Memory } from './memory';
import type { Notice } from './notice';
import type { Options } from './options';
import type { Tokens } from './token';
import { type Video, linesOf } from './video';

export interface Stage {
  media: Media;
  video: Video;
  options: Options;
  notice: Notice;
  tokens: Tokens;
  memory: Memory;
  interest: Interest;
}

/** Fills the quality menu and makes the viewer's last choice again, as far as there is such a quality. */
export function offerQualities({ media, memory, video }: Stage, items: Rendition[], choose: (choice: Rendition | null) => void): void {
  media.videoRenditions.fill(items, (choice) => {
    memory.quality = choice ? linesOf(video, choice) : 0;
    choose(choice);
  });
  const last = memory.quality;
  const index = last ? items.findIndex((item) => linesOf(video, item) === last) : -1;
  if (index >= 0) media.videoRenditions.selectedIndex = index;
}
