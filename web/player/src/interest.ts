// How much is loaded before anybody plays: the manifest when the page is seen,
// segments when the viewer comes near the controls.

/** What a viewer does before playing. Keys work wherever the focus is. */
const signs = ['pointerover', 'pointerdown', 'focusin', 'keydown'];

/** What is known of the viewer's wish to watch, for the life of the page. */
export class Interest {
  /** Resolves when the page is on screen; in a frame, when the frame is. */
  readonly seen: Promise<void>;
  /** Resolves when somebody is about to play, or something plays. */
  readonly near: Promise<void>;
  isNear = false;
  #come: () => void = () => {};

  constructor(player: HTMLElement, media: HTMLMediaElement) {
    this.near = new Promise((done) => (this.#come = done));
    this.seen = Promise.race([this.near, onScreen(player)]);
    for (const name of signs) document.addEventListener(name, () => this.come(), { once: true, capture: true });
    media.addEventListener('play', () => this.come(), { once: true });
  }

  /** Says that somebody wants to watch. */
  come(): void {
    this.isNear = true;
    this.#come();
  }
}

function onScreen(element: HTMLElement): Promise<void> {
  return new Promise((done) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      done();
    });
    observer.observe(element);
  });
}
