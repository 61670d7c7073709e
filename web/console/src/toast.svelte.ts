// What is said for a while at the edge of the page, also to screen readers.

import { Refused, say } from './api';

type Toast = { id: number; text: string; bad: boolean; undo?: () => unknown };

export const toasts = $state({ items: [] as Toast[] });

let count = 0;

export function toast(text: string, { bad = false, undo }: { bad?: boolean; undo?: () => unknown } = {}) {
  const id = ++count;
  toasts.items.push({ id, text, bad, undo });
  setTimeout(() => forget(id), bad || undo ? 8000 : 3000);
}

export const forget = (id: number) => (toasts.items = toasts.items.filter((t) => t.id !== id));

/** Does something and tells when it fails; true when it worked. */
export async function attempt(what: () => Promise<unknown>, done = ''): Promise<boolean> {
  try {
    await what();
    if (done) toast(done);
    return true;
  } catch (e) {
    // That the session is over or the server is away is said in places of their own.
    if (!(e instanceof Refused && [0, 401].includes(e.status))) toast(say(e), { bad: true });
    return false;
  }
}
