// Messages over the picture.

/** Shows one message at a time, with one button at most. */
export class Notice {
  #box = element('notice');
  #text = element('notice-text');
  #button = element('notice-button') as HTMLButtonElement;
  #action: () => void = () => {};
  /** Is told each text. */
  onShow: (text: string) => void = () => {};

  constructor() {
    this.#button.addEventListener('click', () => this.#action());
  }

  /** Shows the text; a label makes the button, action is what it does. */
  show(text: string, label = '', action: () => void = () => {}): void {
    this.#text.textContent = text;
    this.#button.textContent = label;
    this.#button.hidden = label === '';
    this.#action = action;
    this.#box.hidden = false;
    this.onShow(text);
  }

  get shown(): boolean {
    return !this.#box.hidden;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}

/** The element of that id, which the page must have. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
