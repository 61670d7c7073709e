// Steers the player in a frame, by the messages that docs/players.md describes.

const ns = 'gplayer';

export class Frame {
  time = $state(0); // seconds, of the picture
  #element: HTMLIFrameElement | null = null;

  constructor() {
    $effect(() => {
      addEventListener('message', this.#hear);
      return () => removeEventListener('message', this.#hear);
    });
  }

  /** Takes over a frame when it is there. */
  attach = (element: HTMLIFrameElement) => {
    this.#element = element;
    return () => (this.#element = null);
  };

  #hear = ({ source, data }: MessageEvent) => {
    if (!source || source !== this.#element?.contentWindow || data?.ns !== ns) return;
    if (data.event === 'timeupdate' && Number.isFinite(data.data?.current)) this.time = data.data.current;
    if (data.event === 'seek' && Number.isFinite(data.data)) this.time = data.data;
  };

  seek(seconds: number) {
    this.#element?.contentWindow?.postMessage({ ns, method: 'seek', params: seconds }, '*');
  }
}
