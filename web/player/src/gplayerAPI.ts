// For the page around a player's frame: listens to the player and steers it.
// Other sites load this file by name and use the global GcorePlayer.gplayerAPI.

interface Method {
  name: string;
  params?: unknown;
  callback?: (result: unknown) => void;
}

type Handler = (data: unknown) => void;

class API {
  #handlers = new Map<string, Handler[]>();
  #waiting = new Map<number, (result: unknown) => void>();
  #calls = 0;

  constructor(private frame: HTMLIFrameElement) {
    window.addEventListener('message', ({ source, data }) => {
      if (source === frame.contentWindow && data?.ns === 'gplayer') this.#receive(data);
    });
    // The page in the frame may have been ready before this script was.
    this.method({ name: 'attach' });
  }

  /** Calls handler with the event's argument each time. */
  on(event: string, handler: Handler): this {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
    return this;
  }

  off(event: string, handler: Handler): this {
    this.#handlers.set(event, (this.#handlers.get(event) ?? []).filter((known) => known !== handler));
    return this;
  }

  /** Calls a method of the player; callback gets its result. */
  method({ name, params, callback }: Method): this {
    if (name === 'resize') {
      this.#resize(params as { width?: number | string; height?: number | string });
      callback?.(null);
      return this;
    }
    const id = ++this.#calls;
    if (callback) this.#waiting.set(id, callback);
    this.frame.contentWindow?.postMessage({ ns: 'gplayer', id, method: name, params }, '*');
    return this;
  }

  /** The frame's size is its page's business, so it is done here. */
  #resize({ width, height }: { width?: number | string; height?: number | string }): void {
    if (width !== undefined) this.frame.width = String(width);
    if (height !== undefined) this.frame.height = String(height);
  }

  #receive({ event, data, id, result, error }: { event?: string; data?: unknown; id?: number; result?: unknown; error?: string }): void {
    if (event) {
      for (const handler of this.#handlers.get(event) ?? []) handler(data);
      return;
    }
    const callback = this.#waiting.get(id ?? 0);
    this.#waiting.delete(id ?? 0);
    if (error === undefined) callback?.(result);
  }
}

(window as unknown as { GcorePlayer: object }).GcorePlayer = { gplayerAPI: API };
