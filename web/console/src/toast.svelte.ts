// What is said for a while at the edge of the page, also to screen readers.

import { say } from './api';

export const toasts = $state({ items: [] as { id: number; text: string; bad: boolean }[] });

let count = 0;

export function toast(text: string, bad = false) {
  const id = ++count;
  toasts.items.push({ id, text, bad });
  setTimeout(() => (toasts.items = toasts.items.filter((t) => t.id !== id)), bad ? 8000 : 3000);
}

/** Does something and tells when it fails; true when it worked. */
export async function attempt(what: () => Promise<unknown>, done = ''): Promise<boolean> {
  try {
    await what();
    if (done) toast(done);
    return true;
  } catch (e) {
    toast(say(e), true);
    return false;
  }
}
