// What the address of the page asks for.

export interface Options {
  /** Where to start, in seconds. */
  start: number;
  /** Wanted subtitle language as a BCP 47 tag, "" for none. */
  subtitles: string;
  autoplay: boolean;
  muted: boolean;
  loop: boolean;
  /** Manifests and subtitles that the browser has kept are asked for again. */
  fresh: boolean;
}

/** Reads the query string; what cannot be understood is left out. */
export function parseOptions(query: string): Options {
  const q = new URLSearchParams(query);
  return {
    start: parseTime(q.get('t') ?? ''),
    subtitles: canonicalLanguage(q.get('sub_lang') ?? ''),
    autoplay: isOn(q.get('autoplay')),
    muted: isOn(q.get('mute')),
    loop: isOn(q.get('loop')),
    fresh: isOn(q.get('fresh')),
  };
}

/** Seconds of "15", "1h30m", "34m" or "2m30s"; 0 for anything else. */
export function parseTime(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const m = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(text);
  if (!m) return 0;
  const [h, min, s] = m.slice(1).map((part) => Number(part ?? 0));
  return h * 3600 + min * 60 + s;
}

/** Seconds of a clock's 1:02:03, 2:03 or 3; 0 for anything else. */
export function parseClock(text: string): number {
  if (!/^\d+(:\d{1,2}){0,2}$/.test(text.trim())) return 0;
  return text.trim().split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Where to start in a video of that length; past the end means at the beginning. */
export function startWithin(start: number, duration: number): number {
  return duration > 0 && start >= duration ? 0 : start;
}

/** The shortest tag of a language's base: "eng", "en" and "en-GB" are all "en". */
export function canonicalLanguage(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return '';
  }
}

/** A parameter without a value counts as switched on. */
function isOn(value: string | null): boolean {
  return value !== null && !['0', 'false', 'no', 'off'].includes(value.toLowerCase());
}
