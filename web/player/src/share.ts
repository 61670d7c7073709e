// The panel with the link and the code to embed.

import { MediaChromeButton } from 'media-chrome/media-chrome-button';
import { remaining } from './countdown';
import { embedAddress, embedCode } from './embed';
import { element } from './notice';
import { parseClock } from './options';
import type { Video } from './video';

/** One of the controls, which hear of clicks and keys alike. */
class ShareButton extends MediaChromeButton {
  handleClick(): void {
    (element('share') as HTMLDialogElement).showModal();
    this.dispatchEvent(new Event('open'));
  }
}
customElements.define('share-button', ShareButton);

/** Makes the share button work; without anything to share there is none. */
export function offerSharing(video: Video, media: HTMLMediaElement): void {
  const { title, embed, shareURL, settings } = video;
  const button = element('share-button');
  const panel = element('share') as HTMLDialogElement;
  if (settings.noSharing || (!embed && !shareURL)) return;
  field('share-link', shareURL);
  field('share-embed', embed);
  offerEmbedding(video, media);
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

/** Writes the code anew with each wish. What has no address to add them to stays as it is. */
function offerEmbedding({ embed, live }: Video, media: HTMLMediaElement): void {
  const wishes = element('share-wishes');
  const [responsive, from, at, autoplay, loop] = ['responsive', 'from', 'at', 'autoplay', 'loop'].map((name) => element(`share-${name}`) as HTMLInputElement);
  if (!embedAddress(embed)) {
    wishes.hidden = true;
    return;
  }
  for (const input of [from, loop]) (input.closest('label') as HTMLElement).hidden = live;
  const write = () => {
    at.disabled = !from.checked;
    const code = embedCode(embed, {
      responsive: responsive.checked, start: from.checked ? parseClock(at.value) : 0, autoplay: autoplay.checked, loop: loop.checked,
    });
    (element('share-embed') as HTMLTextAreaElement).value = code;
  };
  wishes.addEventListener('input', write);
  element('share-button').addEventListener('open', () => {
    if (!from.checked) at.value = remaining(Math.floor(media.currentTime));
    write();
  });
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
