// Playback through hls.js: qualities, tracks and errors.

import Hls, { type ErrorData, type HlsConfig } from 'hls.js';
import { captionsShown } from './captions';
import { Countdown } from './countdown';
import { canonicalLanguage, startWithin } from './options';
import { MediaErrors, Retry } from './recovery';
import { offerQualities, type Stage } from './stage';
import { lostText, Standstill } from './standstill';

/** Seconds to load ahead before the viewer has pressed play, which is a segment, and after. */
const ahead = { idle: 2, playing: 30, most: 120 };

/**
 * How often hls.js tries a segment by itself: not for long, as past that the
 * viewer is told what is going on while we try further.
 */
const segmentPolicy = {
  default: {
    maxTimeToFirstByteMs: 10_000,
    maxLoadTimeMs: 120_000,
    timeoutRetry: { maxNumRetry: 2, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2000 },
  },
};

/** Statuses that say that the video is gone or not for this viewer. */
const refused = [401, 403, 404, 410];

/** Plays one video on one media element for the life of the page. */
export class HlsPlayback {
  #hls: Hls;
  #retry = new Retry();
  #mediaErrors = new MediaErrors();
  #renewed = -Infinity;
  #countdown: Countdown;
  #standstill: Standstill;
  #early = false; // whether the viewer was told that it has not begun

  /** incompatible is told, once, that this browser decodes nothing of what HLS holds. */
  constructor(
    private stage: Stage,
    private incompatible: () => void,
  ) {
    this.#countdown = new Countdown(stage.video.begins * 1000, () => this.#begin());
    this.#standstill = new Standstill(stage.media, stage.notice, () => this.#again());
    this.#hls = this.#open();
    stage.media.addEventListener('play', () => this.#loadAhead());
    stage.media.addEventListener('playing', () => this.#works());
    stage.tokens.addEventListener('renewed', () => this.#retry.now());
  }

  /** Starts from the manifest, at the current time if playback had begun; all in its time. */
  #open(): Hls {
    const hls = new Hls(this.#config());
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.#listRenditions());
    hls.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => this.#listAudio());
    hls.on(Hls.Events.AUDIO_TRACK_SWITCHED, (_, track) => this.stage.media.audioTracks.playing(String(track.id)));
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.#preferSubtitles());
    hls.on(Hls.Events.FRAG_BUFFERED, () => this.#works());
    hls.on(Hls.Events.ERROR, (_, error) => this.#failed(error));
    hls.attachMedia(this.stage.media);
    const { interest, tokens, video } = this.stage;
    void interest.seen.then(() => {
      if (hls === this.#hls) hls.loadSource(tokens.sign(video.hls));
    });
    void interest.near.then(() => {
      if (hls === this.#hls && !hls.config.autoStartLoad) this.#startLoad();
    });
    return hls;
  }

  /** Loads segments from now on, as soon as there is a manifest. */
  #startLoad(): void {
    const { config, levels } = this.#hls;
    Object.assign(config, { autoStartLoad: true, startPosition: this.#startPosition() });
    if (levels.length) this.#hls.startLoad(config.startPosition);
  }

  /** Where the viewer is, or was sent before anything had loaded; else where the address says. */
  #startPosition(): number {
    const { media, video, options } = this.stage;
    return media.currentTime || startWithin(options.start, video.duration) || -1;
  }

  #config(): Partial<HlsConfig> {
    const { media, video, options, tokens, interest } = this.stage;
    const idle = media.paused && media.currentTime === 0;
    return {
      autoStartLoad: interest.isNear,
      startPosition: this.#startPosition(),
      workerPath: video.scripts.worker,
      xhrSetup: (xhr, url) => {
        xhr.open('GET', tokens.sign(url), true);
        xhr.addEventListener('progress', () => this.#standstill.arrived());
        if (options.fresh && /\.(m3u8|vtt)(\?|$)/.test(url)) xhr.setRequestHeader('Cache-Control', 'no-cache');
      },
      fragLoadPolicy: segmentPolicy,
      capLevelToPlayerSize: true,
      backBufferLength: 60,
      maxBufferLength: idle ? ahead.idle : ahead.playing,
      maxMaxBufferLength: idle ? ahead.idle : ahead.most,
    };
  }

  #loadAhead(): void {
    this.#hls.config.maxBufferLength = ahead.playing;
    this.#hls.config.maxMaxBufferLength = ahead.most;
  }

  /** Fills the quality menu with one codec's levels, as switching keeps the codec. */
  #listRenditions(): void {
    const { levels, firstLevel } = this.#hls;
    const codecs = levels[firstLevel]?.codecSet;
    const items = levels
      .map((level, index) => ({ id: String(index), level }))
      .filter(({ level }) => level.codecSet === codecs && level.height > 0)
      .map(({ id, level: { width, height, bitrate } }) => ({ id, width, height, bitrate }));
    offerQualities(this.stage, items, (choice) => {
      this.#hls.nextLevel = choice ? Number(choice.id) : -1;
    });
  }

  #listAudio(): void {
    const tracks = this.#hls.audioTracks.map((track) => ({
      id: String(track.id),
      label: track.name,
      language: track.lang ?? '',
      main: track.default,
    }));
    this.stage.media.audioTracks.fill(tracks, (id) => {
      this.#hls.audioTrack = this.#hls.audioTracks.findIndex((track) => String(track.id) === id);
    });
    const current = this.#hls.audioTracks[this.#hls.audioTrack];
    if (current) this.stage.media.audioTracks.playing(String(current.id));
  }

  /** Shows the captions that the address or the viewer asks for, whatever the playlist calls the default. */
  #preferSubtitles(): void {
    const wanted = this.stage.options.subtitles || this.stage.memory.captions;
    const hls = this.#hls;
    const lang = wanted && hls.allSubtitleTracks.find((track) => canonicalLanguage(track.lang ?? '') === wanted)?.lang;
    if (!lang) {
      hls.subtitleTrack = -1;
      return;
    }
    hls.config.subtitlePreference = { lang };
    hls.once(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => {
      hls.config.subtitlePreference = undefined;
    });
  }

  #works(): void {
    this.#retry.reset();
    this.#countdown.stop();
    this.#early = false;
    this.stage.notice.hide();
  }

  /** hls.js has retried by itself before it calls an error fatal. */
  #failed(error: ErrorData): void {
    const empty = error.details === Hls.ErrorDetails.LEVEL_EMPTY_ERROR;
    if (empty) this.#notBegun(error.fatal);
    if (empty || !error.fatal) return;
    if (error.details === Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) this.#changeWay(error);
    else if (error.type === Hls.ErrorTypes.NETWORK_ERROR) this.#networkFailed(error);
    else if (error.type === Hls.ErrorTypes.MEDIA_ERROR) this.#mediaFailed(error);
    else this.#giveUp(error);
  }

  #changeWay(error: ErrorData): void {
    if (!this.stage.video.dash) {
      this.#giveUp(error);
      return;
    }
    this.#hls.destroy();
    this.incompatible();
  }

  /** A playlist that plays for everybody at once has its hour; hls.js looks for it a few times by itself. */
  #notBegun(last: boolean): void {
    if (last) this.#retry.plan(() => this.#reopen());
    if (this.#early) return;
    this.#early = true;
    this.stage.notice.show('This has not begun yet. It starts here by itself.');
    this.#countdown.start();
  }

  #begin(): void {
    this.#retry.reset();
    this.#reopen();
  }

  #networkFailed(error: ErrorData): void {
    const status = error.response?.code ?? 0;
    const noManifest = this.#hls.levels.length === 0;
    if (refused.includes(status)) {
      void this.#refused(noManifest, (error.networkDetails as XMLHttpRequest | null)?.responseURL ?? '');
      return;
    }
    this.#retry.plan(() => this.#again());
    this.stage.notice.show(lostText(), 'Try now', () => this.#retry.now());
  }

  #again(): void {
    if (this.#hls.levels.length === 0) this.#reopen();
    else this.#hls.startLoad();
  }

  /** Who has a fresh token, maybe since the request, may go on; else the video is gone or not for this viewer. */
  async #refused(noManifest: boolean, url: string): Promise<void> {
    const begun = this.stage.media.currentTime > 0;
    const { tokens } = this.stage;
    if (tokens.outdated(url) || (this.#mayRenew() && (await tokens.renew()))) {
      if (noManifest) this.#reopen();
      else this.#hls.startLoad();
      return;
    }
    this.#hls.stopLoad();
    this.stage.notice.show(begun ? 'This video is no longer available.' : 'This video is not available.', 'Try again', () => this.#reopen());
  }

  /** A fresh token that is refused as well is no reason to ask for the next. */
  #mayRenew(): boolean {
    const now = performance.now();
    const long = now - this.#renewed > 5000;
    if (long) this.#renewed = now;
    return long;
  }

  #mediaFailed(error: ErrorData): void {
    const remedy = this.#mediaErrors.next(performance.now());
    if (remedy === 'give up') {
      this.#giveUp(error);
      return;
    }
    const playing = !this.stage.media.paused;
    if (remedy === 'swap audio codec') this.#hls.swapAudioCodec();
    this.#hls.recoverMediaError();
    if (playing) this.stage.media.play().catch(() => {});
  }

  #giveUp(error: ErrorData): void {
    this.#hls.stopLoad();
    this.stage.notice.show(`This video cannot be played here (${error.details}).`, 'Try again', () => this.#reopen());
  }

  /** Begins anew with a fresh hls.js, where the last one stopped. */
  #reopen(): void {
    const playing = !this.stage.media.paused;
    this.#early = false;
    this.stage.notice.hide();
    this.#mediaErrors = new MediaErrors();
    this.stage.options.start = this.stage.media.currentTime || this.stage.options.start;
    this.stage.options.subtitles = captionsShown(this.stage.media);
    this.#hls.destroy();
    this.#hls = this.#open();
    if (playing) this.stage.media.play().catch(() => {});
  }
}
