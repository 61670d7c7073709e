// How a video comes to this browser.

/** HLS or DASH fed by a script, HLS by the browser itself, or not at all. */
export type Transport = 'hls' | 'dash' | 'native' | 'none';

/**
 * HLS wherever its usual codecs can be decoded; else DASH, which also has VP9
 * and AV1 of a video. Browsers that take nothing from scripts mostly know HLS.
 */
export function chooseTransport(media: HTMLMediaElement, dash: string): Transport {
  const w = window as unknown as Record<string, typeof MediaSource | undefined>;
  const source = w.ManagedMediaSource ?? w.MediaSource ?? w.WebKitMediaSource;
  if (!source) return media.canPlayType('application/vnd.apple.mpegurl') ? 'native' : 'none';
  const usual = source.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"');
  return usual || !dash ? 'hls' : 'dash';
}
