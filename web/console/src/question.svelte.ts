// One question at a time, before something that cannot be undone.

export type Question = {
  title: string;
  text?: string; // what follows from a yes
  names?: string[]; // of what is concerned
  count?: number; // how many are concerned, where that is more than the names
  yes: string; // the button
};

/** From how many on the number has to be typed. */
export const many = 10;

export const question = $state({ asked: null as Question | null });

let settle = (_yes: boolean) => {};

/** Asks; true for yes. */
export function ask(q: Question): Promise<boolean> {
  settle(false);
  question.asked = q;
  return new Promise((resolve) => {
    settle = (yes) => {
      question.asked = null;
      resolve(yes);
    };
  });
}

export const answer = (yes: boolean) => settle(yes);
