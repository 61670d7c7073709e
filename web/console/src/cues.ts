// Subtitles as their cues, and back. What is no cue stays as it was written.

export type Cue = { name: string; start: number; end: number; settings: string; text: string }; // seconds
export type Block = { raw: string } | { cue: Cue };

const stamp = String.raw`(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}`;
const timing = new RegExp(String.raw`^\s*(${stamp})\s*-->\s*(${stamp})[^\S\n]*(.*)$`);

/** Takes SRT or WebVTT apart. */
export function readCues(text: string): Block[] {
  const blocks = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((raw) => raw.replace(/^\n+|\n+$/g, ''));
  return blocks.filter((raw) => raw.trim()).map((raw) => readBlock(raw));
}

function readBlock(raw: string): Block {
  const lines = raw.split('\n');
  const at = lines.findIndex((line) => timing.test(line));
  if (at < 0 || at > 1) return { raw };
  const [, start, end, settings] = timing.exec(lines[at])!;
  return { cue: { name: at ? lines[0] : '', start: seconds(start), end: seconds(end), settings, text: lines.slice(at + 1).join('\n') } };
}

/** Puts blocks together as SRT where the text was that, else as WebVTT. */
export function writeCues(blocks: Block[], was: string): string {
  const vtt = /^\uFEFF?WEBVTT/.test(was) || !was.trim();
  const head = vtt && !blocks.some((b) => 'raw' in b && b.raw.startsWith('WEBVTT')) ? ['WEBVTT'] : [];
  let count = 0;
  const parts = blocks.map((b) => {
    if ('raw' in b) return b.raw;
    const { name, start, end, settings, text } = b.cue;
    count++;
    const line = `${clock(start, vtt ? '.' : ',')} --> ${clock(end, vtt ? '.' : ',')}${settings ? ` ${settings}` : ''}`;
    const title = vtt ? name : String(count); // SRT counts its cues
    // A blank line would end the cue, an arrow begin another.
    const said = text.replaceAll('-->', '→').replaceAll(/\n\s*\n/g, '\n').trim();
    return [title, line, said].filter(Boolean).join('\n');
  });
  return [...head, ...parts].join('\n\n') + '\n';
}

/** A moment as subtitles write it. */
export function clock(t: number, point = '.'): string {
  const ms = Math.max(0, Math.round(t * 1000));
  const part = (n: number, digits = 2) => String(n).padStart(digits, '0');
  return `${part(Math.floor(ms / 3_600_000))}:${part(Math.floor(ms / 60_000) % 60)}:${part(Math.floor(ms / 1000) % 60)}${point}${part(ms % 1000, 3)}`;
}

/** The seconds of a moment such as 1:02.5 or 00:01:02,500; NaN of what is none. */
export function seconds(text: string): number {
  if (!/^(?:\d+:){0,2}\d+(?:[.,]\d+)?$/.test(text.trim())) return NaN;
  return text
    .trim()
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Puts a new cue where it belongs in time; returns its place. */
export function addCue(blocks: Block[], start: number): number {
  const after = blocks.findIndex((b) => 'cue' in b && b.cue.start > start);
  const at = after < 0 ? blocks.length : after;
  blocks.splice(at, 0, { cue: { name: '', start, end: start + 2, settings: '', text: '' } });
  return at;
}
