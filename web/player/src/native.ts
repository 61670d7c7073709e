// Playback by the browser itself, for browsers that cannot be fed by a script.

import { canonicalLanguage, startWithin } from './options';
import { Retry } from './recovery';
import type { Stage } from './stage';

/** Plays the HLS stream natively. */
export function playNatively({ media, video, options, notice, tokens }: Stage): void {
  const retry = new Retry();
  let start = options.start;

  const reload = () => {
    const playing = !media.paused;
    start = media.currentTime || start;
    media.src = tokens.sign(video.hls);
    if (playing) media.play().catch(() => {});
  };
  media.addEventListener('loadedmetadata', () => {
    media.currentTime = startWithin(start, media.duration);
  });
  media.textTracks.addEventListener('addtrack', ({ track }) => {
    const wanted = options.subtitles;
    if (track && wanted && canonicalLanguage(track.language) === wanted) track.mode = 'showing';
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
  media.src = tokens.sign(video.hls);
}
