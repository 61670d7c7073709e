// Whether the server answers. When it does not, the page keeps asking, and what
// it shows is loaded anew once it does.

const interval = 3000; // milliseconds between two tries

export const network = $state({ lost: false, seen: Date.now() });

const returns = new Set<() => void>();
let timer = 0;

/** Calls f when the server answers again, until the returned function is called. */
export function whenBack(f: () => void): () => void {
  returns.add(f);
  return () => void returns.delete(f);
}

/** The server was heard. */
export function answered() {
  network.seen = Date.now();
  if (!network.lost) return;
  network.lost = false;
  clearTimeout(timer);
  returns.forEach((f) => f());
}

/** The server was not heard: asks until it is. */
export function unanswered() {
  network.lost = true;
  clearTimeout(timer);
  timer = window.setTimeout(() => void tryNow(), interval);
}

/** Whether a status is a proxy's, which has no answer of the server. */
export const absent = (status: number) => status === 502 || status === 504;

export async function tryNow() {
  try {
    const res = await fetch('/console', { method: 'HEAD', cache: 'no-store' });
    if (absent(res.status)) unanswered();
    else answered();
  } catch {
    unanswered();
  }
}

addEventListener('offline', unanswered);
addEventListener('online', () => network.lost && void tryNow());
