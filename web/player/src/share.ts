// The panel with the link and the code to embed.

import { MediaChromeButton } from 'media-chrome/media-chrome-button';
import { element } from './notice';
import type { Video } from './video';

/** One of the controls, which hear of clicks and keys alike. */
class ShareButton extends MediaChromeButton {
  handleClick(): void {
    (element('share') as HTMLDialogElement).showModal();
  }
}
customElements.define('share-button', ShareButton);

/** Makes the share button work; without anything to share there is none. */
export function offerSharing({ title, embed, shareURL, settings }: Video): void {
  const button = element('share-button');
  const panel = element('share') as HTMLDialogElement;
  if (settings.noSharing || (!embed && !shareURL)) return;
  field('share-link', shareURL);
  field('share-embed', embed);
  showLinks(shareURL, title);
  button.hidden = false;
  element('share-close').addEventListener('click', () => panel.close());
  // The backdrop is the dialog itself, around its content.
  panel.addEventListener('click', (event) => event.target === panel && panel.close());
  panel.addEventListener('close', () => (element('share-said').textContent = ''));
}

function field(id: string, text: string): void {
  const input = element(id) as HTMLInputElement | HTMLTextAreaElement;
  (input.closest('.field') as HTMLElement).hidden = !text;
  input.value = text;
  input.addEventListener('focus', () => input.select());
  element(`${id}-copy`).addEventListener('click', () => void copy(input));
}

/** Networks take addresses only, while the field may hold anything. */
function showLinks(url: string, title: string): void {
  const box = element('share-networks');
  box.hidden = !/^https?:\/\//.test(url);
  const [u, t] = [url, title].map(encodeURIComponent);
  element('share-facebook').setAttribute('href', `https://www.facebook.com/sharer/sharer.php?u=${u}`);
  element('share-x').setAttribute('href', `https://twitter.com/intent/tweet?url=${u}&text=${t}`);
}

async function copy(input: HTMLInputElement | HTMLTextAreaElement): Promise<void> {
  let done: boolean;
  try {
    await navigator.clipboard.writeText(input.value);
    done = true;
  } catch {
    // Frames may not use the clipboard unless the site around them lets them.
    input.select();
    done = document.execCommand('copy');
  }
  element('share-said').textContent = done ? 'Copied.' : 'Press Ctrl+C to copy.';
}
