// Keyboard use.

/** Names the sheet of shortcuts, which the controls make when it is first asked for. */
export function nameShortcuts(controls: HTMLElement): void {
  const name = () => controls.querySelector('media-keyboard-shortcuts-dialog')?.setAttribute('aria-label', 'Keyboard shortcuts');
  new MutationObserver(name).observe(controls, { childList: true });
}

/** Hands keys pressed on the bare page to the controls, which know the shortcuts. */
export function forwardKeys(controls: HTMLElement): void {
  const forward = (event: KeyboardEvent) => {
    if (event.target !== document.body && event.target !== document.documentElement) return;
    const { key, code, shiftKey, altKey, metaKey, ctrlKey, repeat } = event;
    if (ctrlKey) return;
    const copy = new KeyboardEvent(event.type, { key, code, shiftKey, altKey, metaKey, repeat, cancelable: true });
    if (!controls.dispatchEvent(copy)) event.preventDefault();
  };
  document.addEventListener('keydown', forward);
  document.addEventListener('keyup', forward);
}
