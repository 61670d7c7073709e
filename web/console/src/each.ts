// The same call for many things, some at a time, and what came of them.

import { say } from './api';
import { toast } from './toast.svelte';

const atOnce = 4;

export type Outcome<T> = { done: T[]; troubles: string[] };

/** Does something with each; what fails keeps nothing else from being done. */
export async function each<T>(items: T[], what: (item: T) => Promise<unknown>): Promise<Outcome<T>> {
  const left = [...items];
  const outcome: Outcome<T> = { done: [], troubles: [] };
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      try {
        await what(item);
        outcome.done.push(item);
      } catch (e) {
        outcome.troubles.push(say(e));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcome;
}

/** Tells with how many something was done, and why not with the others. */
export function tell({ done, troubles }: Outcome<{ name: string }>, word: string, undo?: () => unknown) {
  const all = done.length + troubles.length;
  if (troubles.length) toast(`${word}: ${done.length} of ${all}. ${troubles[0]}`, { bad: true, undo });
  else toast(`${word}: ${all === 1 ? `“${done[0].name}”` : `${all} videos`}`, { undo });
}
