// Languages by their codes and names, and the text of files of subtitles.

import { own } from './api';

/** ISO 639-2/B code, other codes for it, its own name, its English name. */
export type Language = { code: string; others: string[]; name: string; english: string };

let known: Promise<Language[]> | null = null;

/** All languages; asked for once. */
export function languages(): Promise<Language[]> {
  known ??= own<Language[]>('GET', '/languages').catch((e) => {
    known = null;
    throw e;
  });
  return known;
}

export const label = (l: Language) => `${l.name} (${l.code})`;

/** The language that somebody means by a code, a name, or a label. */
export function meant(text: string, all: Language[]): Language | undefined {
  const t = text.trim().toLowerCase();
  return all.find((l) => [l.code, ...l.others, l.name.toLowerCase(), l.english.toLowerCase(), label(l).toLowerCase()].includes(t));
}

/** The text of a file: UTF-8, UTF-16 with its mark, else what Windows wrote in the West. */
export function readText(bytes: ArrayBuffer): string {
  const [a, b] = new Uint8Array(bytes);
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
