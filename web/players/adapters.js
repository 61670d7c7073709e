// One way to drive different players. Each adapter loads a URL into a video
// element and returns
//   heights()       the qualities on offer
//   quality(height) plays that one from now on, and may pause for that
//   voices()        names of the audio tracks, voice(i) plays one
//   texts()         how many subtitles there are, text(i) shows one
//   settled()       resolves when it may be told to seek; may be left out
//   errors          what the player complained of

/* global Hls, dashjs, shaka */

// hls.js says when it has too little to play for a moment, when it goes a tenth
// of a second on for that, and when it gives up a download because it plays
// something else now. On a busy machine none tells anything of what it was
// served: holes are looked for in what is buffered.
const harmless = ['bufferStalledError', 'bufferNudgeOnStall', 'aborted'];

// When one track's append is done, hls.js 1.7.4 (BufferController's
// stepOperationQueue) takes the other track's for done as well as soon as that
// no longer updates, though its updateend event is still to come. It then
// misses what the append brought and reports that it brought nothing; a moment
// later it is in the buffer. Only of a fragment that brings nothing several
// times in a row it makes a gap.
const premature = ({ details, appendsWithoutProgress: times }, { appendErrorMaxRetry: last }) => details === 'bufferAppendNoProgress' && times < last;

async function hls(video, url) {
  const player = new Hls({ maxBufferLength: 8, startLevel: 0 });
  const errors = [];
  player.on(Hls.Events.ERROR, (_, data) => {
    if (data.fatal || !(harmless.includes(data.details) || premature(data, player.config))) errors.push(`${data.type} ${data.details} ${data.error}`);
  });
  const parsed = new Promise((done) => player.once(Hls.Events.MANIFEST_PARSED, done));
  player.loadSource(url);
  player.attachMedia(video);
  await parsed;
  return {
    errors,
    heights: () => player.levels.map((level) => level.height),
    // hls.js drops what it has and fetches the segment where it is. Sound that
    // plays on meanwhile, for up to 3 s in Chromium, would take it to the next
    // one, with a hole before that; so it stands, and the seek shows the picture.
    quality: async (height) => {
      const level = player.levels.findIndex((one) => one.height === height);
      video.pause();
      const there = buffered(player, level);
      player.currentLevel = level;
      await there;
      video.currentTime += 0;
    },
    voices: () => player.audioTracks.map((track) => track.name),
    voice: (i) => (player.audioTrack = i),
    texts: () => player.subtitleTracks.length,
    text: (i) => (player.subtitleTrack = i),
  };
}

/** Resolves when hls.js has buffered a video segment of the level. */
function buffered(player, level) {
  return new Promise((done) => {
    const note = (_, { frag }) => {
      if (frag.type !== 'main' || frag.level !== level) return;
      player.off(Hls.Events.FRAG_BUFFERED, note);
      done();
    };
    player.on(Hls.Events.FRAG_BUFFERED, note);
  });
}

/** Counts the requests that are open. */
function countRequests() {
  const requests = { open: 0 };
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (...args) {
    requests.open++;
    this.addEventListener('loadend', () => requests.open--, { once: true });
    return send.apply(this, args);
  };
  return requests;
}

async function dash(video, url) {
  const requests = countRequests();
  const player = dashjs.MediaPlayer().create();
  const errors = [];
  player.updateSettings({
    streaming: {
      abr: { autoSwitchBitrate: { video: false, audio: false } },
      buffer: { bufferTimeDefault: 8, bufferTimeAtTopQuality: 8 },
      gaps: { jumpLargeGaps: false, smallGapLimit: 0.1 }, // else a slow answer makes it jump
    },
  });
  player.on('error', (e) => errors.push(`${e.error?.code ?? e.error} ${e.error?.message ?? ''}`));
  const started = new Promise((done) => player.on('streamInitialized', done));
  const texted = new Promise((done) => player.on('allTextTracksAdded', done));
  player.initialize(video, url, false);
  await Promise.all([started, texted]);
  const pictures = () => player.getRepresentationsByType('video');
  // Told to seek or to change quality while a segment arrives, dash.js 5.2.1
  // takes that one for where it has to play on and goes there (BufferController's
  // seek target). So it is told when it has asked for nothing for half a second.
  const settled = async () => {
    for (let still = 0; still < 25; still++) {
      if (requests.open > 0) still = 0;
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return {
    errors,
    heights: () => pictures().map((one) => one.height),
    settled,
    quality: async (height) => {
      video.pause();
      await settled();
      player.setRepresentationForTypeById('video', pictures().find((one) => one.height === height).id, true);
      await video.play();
    },
    voices: () => player.getTracksFor('audio').map((track) => track.labels[0]?.text),
    voice: (i) => player.setCurrentTrack(player.getTracksFor('audio')[i]),
    texts: () => player.getTracksFor('text').length,
    text: (i) => player.setTextTrack(i),
  };
}

async function shakaPlayer(video, url) {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  const errors = [];
  const note = (e) => errors.push(`shaka ${e.code} ${JSON.stringify(e.data)}`);
  player.addEventListener('error', (e) => note(e.detail));
  player.configure({ abr: { enabled: false }, streaming: { bufferingGoal: 8 } });
  await player.attach(video);
  await player.load(url).catch(note);
  const active = () => player.getVariantTracks().find((track) => track.active);
  return {
    errors,
    heights: () => [...new Set(player.getVariantTracks().map((track) => track.height))],
    quality: (height) => {
      const { language } = active();
      player.selectVariantTrack(player.getVariantTracks().find((track) => track.height === height && track.language === language), true);
    },
    voices: () => player.getAudioTracks().map((track) => track.label),
    voice: (i) => player.selectAudioTrack(player.getAudioTracks()[i]),
    texts: () => player.getTextTracks().length,
    text: (i) => player.selectTextTrack(player.getTextTracks()[i]),
  };
}

// The element itself plays one quality with one audio track: Chromium has no
// choice of audio tracks in a file. Subtitles come as files beside it.
async function file(video, url, { subtitles }) {
  const errors = [];
  video.addEventListener('error', () => errors.push(video.error.message));
  for (const src of subtitles) {
    const track = document.createElement('track');
    track.src = new URL(src, url);
    track.addEventListener('error', () => errors.push(`track ${src}`));
    video.append(track);
  }
  video.src = url;
  return {
    errors,
    heights: () => [video.videoHeight],
    quality: () => {},
    voices: () => ['the only one'],
    voice: () => {},
    texts: () => video.textTracks.length,
    text: (i) => [...video.textTracks].forEach((track, j) => (track.mode = i === j ? 'showing' : 'disabled')),
  };
}

export const adapters = { hls, dash, shaka: shakaPlayer, file };
