// The player page: waits for the video if need be, then plays it.

import './elements';
import Hls from 'hls.js';
import { HlsPlayback } from './hls';
import { forwardKeys } from './keys';
import { createMedia, type Media } from './lists';
import { playNatively } from './native';
import { element, Notice } from './notice';
import { parseOptions, type Options } from './options';
import { addStoryboard } from './storyboard';
import { readVideo, type Settings, type Video } from './video';
import { whenPlayable } from './waiting';

async function run(): Promise<void> {
  const video = readVideo(document);
  if (!video) return;
  const asked = parseOptions(location.search);
  const { autoplay, mute } = video.settings;
  const options = { ...asked, autoplay: asked.autoplay || autoplay, muted: asked.muted || mute };
  if (video.state === 'playable') {
    start(video, options);
    return;
  }
  // Somebody who waited wants to watch.
  start(await whenPlayable(video), { ...options, autoplay: true });
}

function start(video: Video, options: Options): void {
  element('waiting').hidden = true;
  const player = element('player');
  const native = !Hls.isSupported();
  const media = createMedia(native);
  const notice = new Notice();
  player.toggleAttribute('data-audio', video.audio);
  if (video.duration > 0) player.setAttribute('defaultduration', String(video.duration));
  showPoster(video);
  addStoryboard(media, video.sprite, video.spriteVTT);
  player.prepend(media);
  player.hidden = false;
  media.muted = options.muted;
  media.loop = video.settings.loop;
  dress(player, video.settings);
  if (native) playNatively(media, video, options, notice);
  else new HlsPlayback(media, video, options, notice);
  describe(video);
  forwardKeys(player);
  if (options.autoplay) void autoplay(media);
}

/** Gives the player the account's colours. */
function dress(player: HTMLElement, { background, foreground, text, hover }: Settings): void {
  const colours = {
    '--media-control-background': background,
    '--media-icon-color': foreground,
    '--media-range-bar-color': foreground,
    '--media-text-color': text,
    '--media-control-hover-background': hover,
  };
  for (const [name, value] of Object.entries(colours)) if (value) player.style.setProperty(name, value);
}

function showPoster(video: Video): void {
  const poster = element('poster') as HTMLImageElement;
  poster.addEventListener('error', () => (poster.hidden = true));
  if (video.poster && !poster.getAttribute('src')) poster.src = video.poster;
  poster.hidden = !video.poster;
}

/** Plays; without sound where the browser asks for a touch before there is sound. */
async function autoplay(media: Media): Promise<void> {
  try {
    await media.play();
  } catch (err) {
    if (!(err instanceof DOMException) || err.name !== 'NotAllowedError' || media.muted) return;
    media.muted = true;
    media.play().then(() => offerSound(media), () => (media.muted = false));
  }
}

function offerSound(media: Media): void {
  const button = element('unmute');
  button.hidden = false;
  button.addEventListener('click', () => (media.muted = false));
  media.addEventListener('volumechange', () => (button.hidden ||= !media.muted));
}

/** Tells the system's media controls what is playing. */
function describe(video: Video): void {
  if (!navigator.mediaSession) return;
  const artwork = video.poster ? [{ src: new URL(video.poster, location.href).href }] : [];
  navigator.mediaSession.metadata = new MediaMetadata({ title: video.title, artwork });
}

void run();
