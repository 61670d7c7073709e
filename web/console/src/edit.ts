// Changes of things that are edited in a dialog.

import { call } from './api';
import { ask, type Question } from './question.svelte';
import { attempt } from './toast.svelte';

/** Creates what has no id yet, and changes what has one. */
export async function store({ id, ...body }: { id: number }, path: string): Promise<void> {
  await (id ? call('PATCH', `${path}/${id}`, body) : call('POST', path, body));
}

/** Deletes something after a question; then is done when it is gone. */
export async function remove(question: Question, path: string, then: () => unknown, done = 'Deleted') {
  if (!(await ask(question))) return;
  await attempt(async () => {
    await call('DELETE', path);
    await then();
  }, done);
}
