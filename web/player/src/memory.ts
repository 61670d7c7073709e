// What is remembered of a viewer from one video to the next.

/** Remembers in the browser's storage, as long as the page lives where that is not wanted or not to be had. */
export class Memory {
  #here = new Map<string, string>();

  constructor(private wanted: boolean) {}

  /** Label of the quality that the viewer chose, in lines; 0 for automatic. */
  get quality(): number {
    return Number(this.#read('kinora-quality')) || 0;
  }

  set quality(lines: number) {
    this.#write('kinora-quality', lines ? String(lines) : '');
  }

  /** Language of the captions that the viewer chose, "" for none. */
  get captions(): string {
    return this.#read('kinora-captions');
  }

  set captions(language: string) {
    this.#write('kinora-captions', language);
  }

  #read(key: string): string {
    try {
      return this.#here.get(key) ?? (this.wanted ? localStorage.getItem(key) : '') ?? '';
    } catch {
      return ''; // a sandboxed frame has no storage
    }
  }

  #write(key: string, value: string): void {
    this.#here.set(key, value);
    if (!this.wanted) return;
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      // as above
    }
  }
}
