// The description of the video that the server writes into the page.

/** What the page says about its video. Times are seconds, URLs absolute or rooted. */
export interface Video {
  title: string;
  hls: string;
  /** "" where there is none. */
  dash: string;
  poster: string;
  sprite: string;
  /** The text of the sprite's cues, not a URL. */
  spriteVTT: string;
  state: 'playable' | 'processing' | 'empty';
  /** "" is flat. */
  projection: '' | 'vr360' | 'vr180' | 'vr360tb';
  /** 0 when not known yet. */
  duration: number;
  /** The video has sound only. */
  audio: boolean;
  /** Everybody sees the same at the same time. */
  live: boolean;
  /** Seconds from the page's beginning to that of what it plays, 0 when that is not to be told. */
  begins: number;
  /** What is offered as link: free text, "" for nothing. */
  shareURL: string;
  /** HTML that shows the player in other pages, "" for nothing. */
  embed: string;
  /** Where fresh tokens come from, "" for nowhere. */
  tokenURL: string;
  /** Tokens hold for one address. */
  bound: boolean;
  /** What qualities are called, in lines, by the shorter side of their frames, where that is another number. */
  lines: Record<string, number>;
  /** URLs of the scripts that are loaded when they are needed; worker unpacks segments beside the page. */
  scripts: { hls: string; dash: string; vr: string; worker: string };
  /** What a play counts for; id is 0 where it is not counted. */
  counted: { type: 'vod' | 'playlist'; id: number; account: number };
  settings: Settings;
}

/** What the account wishes of its player; colours are "#RRGGBB" or "". */
export interface Settings {
  autoplay: boolean;
  mute: boolean;
  noControls: boolean;
  noMemory: boolean;
  noSharing: boolean;
  speeds: boolean;
  background: string;
  foreground: string;
  text: string;
  hover: string;
  logo: string;
  logoPosition: '' | 'tl' | 'tr' | 'bl' | 'br';
}

/** What a quality is called: 480 of 480p. */
export function linesOf({ lines }: Video, { width, height }: { width: number; height: number }): number {
  const side = Math.min(width, height);
  return lines[side] ?? side;
}

/** Reads the description out of a page, null when the page carries none. */
export function readVideo(page: Document): Video | null {
  const text = page.getElementById('video')?.textContent;
  return text ? (JSON.parse(text) as Video) : null;
}
