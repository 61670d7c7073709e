// Playback of DASH through Shaka Player, for browsers that decode nothing of
// what HLS holds. Loaded only there.

import shaka from 'shaka-player/dist/shaka-player.dash-es2021.js';
import { canonicalLanguage, startWithin } from './options';
import { Retry } from './recovery';
import { offerQualities, type Stage } from './stage';
import { lostText, Standstill } from './standstill';

/** Plays one video on one media element for the life of the page. */
export class DashPlayback {
  #player = new shaka.Player();
  #retry = new Retry();

  constructor(private stage: Stage) {
    stage.media.addEventListener('playing', () => this.#works());
    this.#player.addEventListener('error', (event) => this.#failed((event as unknown as { detail: shaka.util.Error }).detail));
    this.#player.addEventListener('audiotrackchanged', () => this.#showAudio());
    this.#player.getNetworkingEngine()?.registerRequestFilter((_, request) => {
      request.uris = request.uris.map((uri) => stage.tokens.sign(uri));
    });
    const standstill = new Standstill(stage.media, stage.notice, () => void this.#player.retryStreaming());
    this.#player.getNetworkingEngine()?.registerResponseFilter(() => standstill.arrived());
    this.#configure();
    void stage.interest.near.then(() => this.#open());
  }

  #configure(): void {
    this.#player.configure({ streaming: { bufferingGoal: 30, bufferBehind: 60, rebufferingGoal: 1 }, abr: { restrictToElementSize: true } });
    if (this.#wanted) this.#player.configure('preferredText', [{ language: this.#wanted }]);
  }

  /** Language of the captions that the address or the viewer asks for. */
  get #wanted(): string {
    return this.stage.options.subtitles || this.stage.memory.captions;
  }

  async #open(): Promise<void> {
    const { media, video, options, tokens } = this.stage;
    const start = media.currentTime || startWithin(options.start, video.duration);
    try {
      await this.#player.attach(media);
      await this.#player.load(tokens.sign(new URL(video.dash, location.href).href), start || null);
    } catch (err) {
      this.#failed(err as shaka.util.Error);
      return;
    }
    this.#listRenditions();
    this.#listAudio();
    this.#preferSubtitles();
  }

  /** One entry for each height: which codec carries it is Shaka's business. */
  #listRenditions(): void {
    const tracks = new Map<number, shaka.extern.Track>();
    for (const track of this.#player.getVariantTracks()) if (track.height) tracks.set(track.height, track);
    const items = [...tracks.values()].map(({ id, width, height, bandwidth }) => ({
      id: String(id), width: width ?? 0, height: height ?? 0, bitrate: bandwidth,
    }));
    offerQualities(this.stage, items, (choice) => {
      this.#player.configure('abr.enabled', !choice);
      const track = choice && this.#player.getVariantTracks().find(({ height }) => height === choice.height);
      if (track) this.#player.selectVariantTrack(track, true);
    });
  }

  #listAudio(): void {
    const tracks = this.#player.getAudioTracks();
    const items = tracks.map((track, i) => ({
      id: String(i), label: track.label ?? track.language, language: track.language, main: track.primary,
    }));
    this.stage.media.audioTracks.fill(items, (id) => this.#player.selectAudioTrack(tracks[Number(id)]));
    this.#showAudio();
  }

  #showAudio(): void {
    const current = this.#player.getAudioTracks().findIndex(({ active }) => active);
    this.stage.media.audioTracks.playing(String(current));
  }

  #preferSubtitles(): void {
    const wanted = this.#wanted;
    const track = wanted && this.#player.getTextTracks().find(({ language }) => canonicalLanguage(language) === wanted);
    if (track) this.#player.selectTextTrack(track);
  }

  #works(): void {
    this.#retry.reset();
    this.stage.notice.hide();
  }

  #failed(error: shaka.util.Error): void {
    if (error.severity !== shaka.util.Error.Severity.CRITICAL) return;
    const reopen = () => void this.#player.unload().then(() => this.#open());
    const lost = error.category === shaka.util.Error.Category.NETWORK && error.code !== shaka.util.Error.Code.BAD_HTTP_STATUS;
    if (lost) this.#retry.plan(reopen);
    const text = lost ? lostText() : `This video cannot be played here (DASH ${error.code}).`;
    this.stage.notice.show(text, 'Try again', reopen);
  }
}
