// The description of the video that the server writes into the page.

/** What the page says about its video. Times are seconds, URLs absolute or rooted. */
export interface Video {
  title: string;
  hls: string;
  poster: string;
  sprite: string;
  /** The text of the sprite's cues, not a URL. */
  spriteVTT: string;
  state: 'playable' | 'processing' | 'failed';
  /** 0 when not known yet. */
  duration: number;
  /** The video has sound only. */
  audio: boolean;
  /** URL of the script that unpacks segments beside the page. */
  worker: string;
  settings: Settings;
}

/** What the account wishes of its player; colours are "#RRGGBB" or "". */
export interface Settings {
  autoplay: boolean;
  mute: boolean;
  loop: boolean;
  background: string;
  foreground: string;
  text: string;
  hover: string;
  logo: string;
  logoPosition: string;
}

/** Reads the description out of a page, null when the page carries none. */
export function readVideo(page: Document): Video | null {
  const text = page.getElementById('video')?.textContent;
  return text ? (JSON.parse(text) as Video) : null;
}
