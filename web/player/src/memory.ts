// What is remembered of a viewer from one video to the next.

const key = 'kinora-quality';

/** Remembers, unless it is not wanted or the browser keeps nothing for this page. */
export class Memory {
  constructor(private wanted: boolean) {}

  /** Height of the quality that the viewer chose, 0 for automatic. */
  get quality(): number {
    try {
      return this.wanted ? Number(localStorage.getItem(key)) || 0 : 0;
    } catch {
      return 0;
    }
  }

  set quality(height: number) {
    if (!this.wanted) return;
    try {
      if (height) localStorage.setItem(key, String(height));
      else localStorage.removeItem(key);
    } catch {
      // a sandboxed frame has no storage
    }
  }
}
