// Waiting until a video that is still being made can be watched.

import type { Tokens } from './token';
import { readVideo, type Video } from './video';

const interval = 5000;
/** After how many fruitless looks at the stream the page itself is looked at. */
const pageEvery = 6;

/**
 * Resolves with the video once its stream is there. Looks every 5 s while the
 * page is visible and whenever it becomes visible; reloads the page when the
 * server says that the video will not come.
 */
export function whenPlayable(video: Video, tokens: Tokens): Promise<Video> {
  return new Promise((resolve) => {
    let looks = 0;
    let timer = 0;
    let busy = false;

    const look = async () => {
      window.clearTimeout(timer);
      if (busy || document.hidden) return;
      busy = true;
      const there = await exists(tokens.sign(video.hls));
      const fresh = there || ++looks % pageEvery === 0 ? await reread() : null;
      busy = false;
      if (there) {
        document.removeEventListener('visibilitychange', look);
        resolve(fresh ? { ...fresh, state: 'playable' } : video);
        return;
      }
      timer = window.setTimeout(look, interval);
    };

    document.addEventListener('visibilitychange', look);
    timer = window.setTimeout(look, interval);
  });
}

async function exists(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** Fetches this page again for what is known of the video by now. */
async function reread(): Promise<Video | null> {
  try {
    const reply = await fetch(location.href, { cache: 'no-store' });
    if (reply.status === 404) location.reload();
    return readVideo(new DOMParser().parseFromString(await reply.text(), 'text/html'));
  } catch {
    return null;
  }
}
