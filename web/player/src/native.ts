// Playback by the browser itself, for browsers that cannot be fed by a script.

import { canonicalLanguage, startWithin } from './options';
import { Retry } from './recovery';
import type { Stage } from './stage';
import { Standstill } from './standstill';

/** Plays the HLS stream natively. */
export function playNatively({ media, video, options, notice, tokens, memory, interest }: Stage): void {
  const retry = new Retry();
  let start = options.start;

  const reload = () => {
    const playing = !media.paused;
    start = media.currentTime || start;
    media.src = tokens.sign(video.hls);
    if (playing) media.play().catch(() => {});
  };
  media.addEventListener('loadedmetadata', () => {
    media.currentTime ||= startWithin(start, media.duration); // it may have been sent elsewhere before
  });
  media.textTracks.addEventListener('addtrack', ({ track }) => {
    const wanted = options.subtitles || memory.captions;
    if (track && track.kind !== 'metadata') track.mode = wanted && canonicalLanguage(track.language) === wanted ? 'showing' : 'disabled';
  });
  media.addEventListener('playing', () => {
    retry.reset();
    notice.hide();
  });
  media.addEventListener('error', () => {
    if (media.error?.code === MediaError.MEDIA_ERR_NETWORK) retry.plan(reload);
    notice.show('This video cannot be played right now.', 'Try again', reload);
  });
  // What the browser loads by itself keeps the token of its playlist.
  tokens.addEventListener('renewed', reload);
  new Standstill(media, notice, reload);
  media.preload = 'none';
  void interest.seen.then(() => (media.preload = 'metadata'));
  void interest.near.then(() => (media.preload = 'auto'));
  media.src = tokens.sign(video.hls);
}
