// Lists of qualities and audio tracks on the media element, in the form the
// controls look for. Browsers have neither for streams fed by a script.

/** One quality as the menu shows it. */
export interface Rendition {
  id: string;
  width: number;
  height: number;
  bitrate: number;
}

/** The qualities of a video; index -1 is automatic. */
export class RenditionList extends EventTarget {
  #items: Rendition[] = [];
  #selected = -1;
  #onSelect: (rendition: Rendition | null) => void = () => {};

  get length(): number {
    return this.#items.length;
  }

  get selectedIndex(): number {
    return this.#selected;
  }

  set selectedIndex(index: number) {
    this.#selected = index in this.#items ? index : -1;
    this.#onSelect(this.#items[this.#selected] ?? null);
    this.dispatchEvent(new Event('change'));
  }

  /** Replaces the list; onSelect is told the viewer's choice, null for automatic. */
  fill(items: Rendition[], onSelect: (rendition: Rendition | null) => void): void {
    for (let i = 0; i < Math.max(items.length, this.#items.length); i++) this.#expose(i);
    this.#items = items;
    this.#selected = -1;
    this.#onSelect = onSelect;
    this.dispatchEvent(new Event(items.length ? 'addrendition' : 'removerendition'));
    this.dispatchEvent(new Event('change'));
  }

  [Symbol.iterator](): Iterator<Rendition> {
    return this.#items[Symbol.iterator]();
  }

  #expose(index: number): void {
    Object.defineProperty(this, index, { configurable: true, get: () => this.#items[index] });
  }
}

/** One audio track; switching one on switches the others off. */
export class AudioTrack {
  #list: AudioTrackList;

  constructor(
    list: AudioTrackList,
    readonly id: string,
    readonly label: string,
    readonly language: string,
    readonly kind: string,
  ) {
    this.#list = list;
  }

  get enabled(): boolean {
    return this.#list.enabled === this;
  }

  set enabled(on: boolean) {
    if (on) this.#list.choose(this);
  }
}

/** The audio tracks of a video, of which one sounds. */
export class AudioTrackList extends EventTarget {
  #items: AudioTrack[] = [];
  #onSelect: (id: string) => void = () => {};
  enabled: AudioTrack | null = null;

  get length(): number {
    return this.#items.length;
  }

  /** Replaces the list; onSelect is told the id of the viewer's choice. */
  fill(tracks: { id: string; label: string; language: string; main: boolean }[], onSelect: (id: string) => void): void {
    this.#items = tracks.map((t) => new AudioTrack(this, t.id, t.label, t.language, t.main ? 'main' : 'alternative'));
    this.enabled = null;
    this.#onSelect = onSelect;
    this.dispatchEvent(new Event(tracks.length ? 'addtrack' : 'removetrack'));
  }

  /** The viewer's choice. */
  choose(track: AudioTrack): void {
    if (track === this.enabled) return;
    this.playing(track.id);
    this.#onSelect(track.id);
  }

  /** Records which track sounds now. */
  playing(id: string): void {
    this.enabled = this.#items.find((track) => track.id === id) ?? null;
    this.dispatchEvent(new Event('change'));
  }

  [Symbol.iterator](): Iterator<AudioTrack> {
    return this.#items[Symbol.iterator]();
  }
}

/** A media element with the lists that the menus need. */
export type Media = HTMLVideoElement & {
  readonly videoRenditions: RenditionList;
  readonly audioTracks: AudioTrackList;
};

/**
 * Makes the media element. With native playback the browser's own audio tracks
 * stay, and qualities are the browser's business.
 */
export function createMedia(native: boolean): Media {
  const media = document.createElement('video') as unknown as Media;
  media.slot = 'media';
  media.playsInline = true;
  media.crossOrigin = 'anonymous';
  if (!native) {
    Object.defineProperty(media, 'videoRenditions', { value: new RenditionList() });
    Object.defineProperty(media, 'audioTracks', { value: new AudioTrackList() });
  }
  return media;
}
