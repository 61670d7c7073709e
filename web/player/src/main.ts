// The player page: waits for the video if need be, then plays it.

import { measurePicture, rememberCaptions } from './captions';
import { nameQualities } from './elements';
import { Interest } from './interest';
import { forwardKeys, nameShortcuts } from './keys';
import { createMedia, type Media } from './lists';
import { Memory } from './memory';
import { playNatively } from './native';
import { element, Notice } from './notice';
import { parseOptions, type Options } from './options';
import { Remote } from './remote';
import { offerSharing } from './share';
import type { Stage } from './stage';
import { addStoryboard } from './storyboard';
import { Telemetry } from './telemetry';
import { Tokens } from './token';
import { chooseTransport } from './transport';
import { readVideo, type Settings, type Video } from './video';
import { whenPlayable } from './waiting';

async function run(): Promise<void> {
  const video = readVideo(document);
  if (!video) return;
  const asked = parseOptions(location.search);
  const { autoplay, mute } = video.settings;
  const options = { ...asked, autoplay: asked.autoplay || autoplay, muted: asked.muted || mute };
  if (video.live) Object.assign(options, { start: 0, subtitles: '', loop: false });
  const tokens = new Tokens(location.pathname, video.tokenURL, video.bound);
  await tokens.ready();
  if (video.state === 'playable') {
    await start(video, options, tokens);
    return;
  }
  // Somebody who waited wants to watch.
  await start(await whenPlayable(video, tokens), { ...options, autoplay: true }, tokens);
}

async function start(video: Video, options: Options, tokens: Tokens): Promise<void> {
  element('waiting').hidden = true;
  const player = element('player');
  const transport = chooseTransport(document.createElement('video'), video.dash);
  const media = createMedia(transport === 'native');
  const notice = new Notice();
  const memory = new Memory(!video.settings.noMemory);
  const interest = new Interest(player, media);
  // What plays for everybody has begun, the length of a list is known by its
  // manifest alone, and who edits subtitles wants to see them.
  if (options.autoplay || options.fresh || video.live || !video.duration) interest.come();
  const stage: Stage = { media, video, options, notice, tokens, memory, interest };
  player.toggleAttribute('data-audio', video.audio);
  player.setAttribute('defaultstreamtype', video.live ? 'live' : 'on-demand');
  if (video.duration > 0) player.setAttribute('defaultduration', String(video.duration));
  showPoster(video);
  addStoryboard(media, video.sprite, video.spriteVTT);
  nameQualities(video);
  player.prepend(media);
  player.hidden = false;
  media.muted = options.muted;
  media.loop = options.loop;
  rememberCaptions(player, media, memory);
  measurePicture(player, media);
  dress(player, video);
  markFirstFrame(media);
  const remote = new Remote(stage, player);
  notice.onShow = (text) => remote.error(text);
  new Telemetry(media, video);
  describe(video);
  forwardKeys(player);
  nameShortcuts(player);
  offerSharing(video, media);
  if (video.projection) void surround(player, stage);
  await play(stage, transport);
  remote.isReady();
  if (options.autoplay) void autoplay(media);
}

/** What plays is loaded when it is known what that is: the page stays light. */
async function play(stage: Stage, transport: ReturnType<typeof chooseTransport>): Promise<void> {
  const { scripts } = stage.video;
  const dash = async () => void new ((await import(scripts.dash)) as typeof import('./dash')).DashPlayback(stage);
  if (transport === 'native') playNatively(stage);
  else if (transport === 'dash') await dash();
  else if (transport === 'hls') new ((await import(scripts.hls)) as typeof import('./hls')).HlsPlayback(stage, dash);
  else stage.notice.show('This browser cannot play video. A newer one can.');
}

async function surround(player: HTMLElement, { media, video, notice }: Stage): Promise<void> {
  try {
    const { Surround } = (await import(video.scripts.vr)) as typeof import('./vr');
    new Surround(player, media, video.projection);
  } catch {
    notice.show('This browser cannot show the picture all around; it is shown flat.', 'OK', () => notice.hide());
  }
}

/** Gives the player what the account wishes. */
function dress(player: HTMLElement, { settings, live }: Video): void {
  const { background, foreground, text, hover } = settings;
  const colours = { '--panel': background, '--icons': foreground, '--text': text, '--icons-hover': hover };
  for (const [name, value] of Object.entries(colours)) if (value) player.style.setProperty(name, value);
  player.toggleAttribute('data-panel', background !== '');
  player.toggleAttribute('data-bare', settings.noControls);
  player.toggleAttribute('data-speeds', settings.speeds && !live);
  for (const name of ['novolumepref', 'nomutedpref']) player.toggleAttribute(name, settings.noMemory);
  // It is either on or off, and says so by aria-checked, which buttons may not.
  player.querySelector('media-captions-button')?.setAttribute('role', 'switch');
  showLogo(settings);
}

function showLogo({ logo, logoPosition }: Settings): void {
  const image = element('logo') as HTMLImageElement;
  if (!logo) return;
  image.addEventListener('load', () => (image.hidden = false));
  image.dataset.at = logoPosition || 'tr';
  image.src = logo;
}

function showPoster(video: Video): void {
  const poster = element('poster') as HTMLImageElement;
  poster.addEventListener('error', () => (poster.hidden = true));
  if (video.poster && !poster.getAttribute('src')) poster.src = video.poster;
  poster.hidden = !video.poster;
}

/** Tells the browser's own timings when there was a picture. */
function markFirstFrame(media: Media): void {
  const mark = () => performance.mark('first-frame');
  if (media.requestVideoFrameCallback) media.requestVideoFrameCallback(mark);
  else media.addEventListener('loadeddata', mark, { once: true });
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
