// Preview pictures for the seek bar: tiles of one sprite.

/** One tile, valid from start to end (seconds), at a place in the sprite (pixels). */
export interface Tile {
  start: number;
  end: number;
  area: string;
}

/**
 * Reads the cues of a sprite. The text may lack the WEBVTT header and may write
 * times with a comma, as SubRip does. Cues without an area are left out.
 */
export function parseTiles(text: string): Tile[] {
  const tiles: Tile[] = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const times = /([\d:.,]+)\s+-->\s+([\d:.,]+)/.exec(block);
    const area = /#xywh=(?:pixel:)?(\d+,\d+,[1-9]\d*,[1-9]\d*)/.exec(block);
    if (times && area) tiles.push({ start: seconds(times[1]), end: seconds(times[2]), area: area[1] });
  }
  return tiles.filter((tile) => tile.end > tile.start);
}

/** Seconds of HH:MM:SS,mmm or MM:SS.mmm. */
function seconds(time: string): number {
  return time
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Hands the tiles to the controls, which look for a metadata track of this name. */
export function addStoryboard(media: HTMLMediaElement, sprite: string, text: string): void {
  if (!sprite) return;
  const url = new URL(sprite, location.href).href;
  const tiles = parseTiles(text);
  if (tiles.length === 0) return;
  const track = media.addTextTrack('metadata', 'thumbnails');
  track.mode = 'hidden';
  for (const tile of tiles) {
    track.addCue(new VTTCue(tile.start, tile.end, `${url}#xywh=${tile.area}`));
  }
}
