// Runs in the browser: puts one player through everything a viewer does.

import { adapters } from './adapters.js';

const video = document.querySelector('video');

/** Frames per second of the test video, whose frames carry their number. */
const rate = 25;

/** Source buffers, to see where each kind of track begins. */
const buffers = [];
const addSourceBuffer = MediaSource.prototype.addSourceBuffer;
MediaSource.prototype.addSourceBuffer = function (type) {
  const buffer = addSourceBuffer.call(this, type);
  buffers.push({ type, buffer });
  return buffer;
};

/** Resolves with the first true value of check, which is asked every frame. */
async function until(what, check, seconds = 60) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = check();
    if (value) return value;
    if (performance.now() > end) {
      throw new Error(`waited ${seconds} s for ${what}; at ${video.currentTime}, ready ${video.readyState}, buffered ${JSON.stringify(ranges(video.buffered))}`);
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Time ranges as pairs of seconds. */
function ranges(list) {
  return Array.from({ length: list.length }, (_, i) => [list.start(i), list.end(i)]);
}

const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', { willReadFrequently: true });

/** The number that the picture on screen carries: ten boxes along its top. */
function frame() {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight / 8;
  context.drawImage(video, 0, 0, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
  let number = 0;
  for (let bit = 0; bit < 10; bit++) {
    const [red] = context.getImageData(((bit + 0.5) * canvas.width) / 10, canvas.height / 2, 1, 1).data;
    if (red > 128) number |= 1 << bit;
  }
  return number;
}

/** The texts of the cues that are on screen. */
function cues() {
  const showing = [...video.textTracks].filter((track) => track.mode === 'showing');
  return showing.flatMap((track) => [...(track.activeCues ?? [])].map((cue) => cue.text));
}

/** Collects the texts of all cues that come on screen. */
function watchCues(seen) {
  setInterval(() => cues().forEach((text) => seen.add(text)), 20);
}

/** Plays from start to end, changing quality and subtitles on the way. */
async function playThrough(player, report) {
  const heights = player.heights().sort((a, b) => a - b);
  const [low, high] = [heights[0], heights.at(-1)];
  const jumps = [];
  let last = video.currentTime;
  video.addEventListener('timeupdate', () => (last = video.currentTime));
  const note = () => Math.abs(video.currentTime - last) > 1.5 && jumps.push([last, video.currentTime]); // players do seek to where they are
  player.text(0);
  await video.play();
  await until('the first picture', () => video.readyState >= 3 && video.currentTime > 0);
  report.starts = await until('something of each track', () =>
    buffers.every(({ buffer }) => buffer.buffered.length) && buffers.map(({ type, buffer }) => [type, buffer.buffered.start(0)]));
  video.addEventListener('seeking', note);
  await change(player, low);
  await until('3 s', () => video.currentTime > 3);
  await change(player, high);
  player.text(1);
  await until('12 s', () => video.currentTime > 12);
  await change(player, low);
  // dash.js does not always say so when it has changed quality after fetching all.
  await until('the end', () => video.ended || video.currentTime >= video.duration);
  video.removeEventListener('seeking', note);
  Object.assign(report, { heights, jumps, end: video.currentTime, buffered: ranges(video.buffered) });
}

/** Changes quality at normal speed, then plays fast. */
async function change(player, height) {
  video.playbackRate = 1;
  let changed = false;
  Promise.resolve(player.quality(height)).then(() => (changed = true));
  await until(`${height} lines`, () => changed && video.videoHeight === height);
  await video.play();
  video.playbackRate = 3;
}

/** Begin and end of the second subtitle's only cue. */
const cue = [12, 20];

/**
 * Jumps about while paused; each time the right picture must come, and the cue
 * where there is one. While it plays fast, dash.js 5.2.1 leaves cues out: it
 * looks a third as far ahead at three times the speed.
 */
async function seek(player, report, { round = 8 }) {
  video.playbackRate = 1;
  video.pause();
  report.seeks = [];
  for (const target of [4.02, 13.5, 1.3, 19.98, round, 21.06, 0, 15.9, 11.1, 6.62]) {
    await player.settled?.();
    await goTo(target);
    report.seeks.push([target, video.currentTime, frame() / rate]);
    if (target > cue[0] && target < cue[1]) await until(`the cue at ${target}`, () => cues().length > 0, 30);
  }
}

async function goTo(target) {
  video.currentTime = target;
  await until(`the seek to ${target}`, () => !video.seeking && video.readyState >= 2);
  const shown = () => Math.abs(frame() / rate - video.currentTime) < 0.1;
  await until(`the picture at ${target}`, shown, 30).catch((err) => {
    throw new Error(`${err.message}; frame ${frame()}`);
  });
}

/** Plays each audio track and listens to its pitch, in Hz. */
async function listen(player, report) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 8192;
  audio.createMediaElementSource(video).connect(analyser).connect(audio.destination);
  const bins = new Float32Array(analyser.frequencyBinCount);
  const pitch = () => {
    analyser.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    return bins[loudest] > -60 ? (loudest * audio.sampleRate) / analyser.fftSize : 0;
  };
  const near = (want) => Math.abs(pitch() - want) < 20;
  report.voices = player.voices();
  video.currentTime = 1;
  await video.play();
  for (const [i, want] of [440, 1000, 440].entries()) {
    if (report.voices.length === 1 && want !== 440) continue;
    if (i > 0) player.voice(want === 440 ? 0 : 1);
    await until(`${want} Hz`, () => near(want), 30).catch((err) => {
      throw new Error(`${err.message}; heard ${pitch()} Hz`);
    });
  }
  report.context = audio.state;
  video.pause();
}

/** Puts a player through everything and returns what came of it. */
window.run = async (name, url, options) => {
  const report = { cues: [], errors: [] };
  const seen = new Set();
  watchCues(seen);
  try {
    const player = await adapters[name](video, url, options);
    report.errors = player.errors;
    await until('the duration', () => video.readyState >= 1);
    report.duration = video.duration;
    await until('the subtitles', () => player.texts() === 2);
    await playThrough(player, report);
    await seek(player, report, options);
    await listen(player, report);
  } catch (err) {
    report.errors.push(String(err));
  }
  report.cues = [...seen];
  return report;
};
