// Makes a small HLS video with two qualities, two audio tracks, two subtitle
// tracks, a poster, a sprite and a logo, and the same as DASH with VP9.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const duration = 12;

export function makeMedia(dir) {
  const tone = (hertz) => ['-f', 'lavfi', '-i', `sine=frequency=${hertz}:sample_rate=48000:duration=${duration}`];
  const aac = ['-c:a', 'aac', '-b:a', '64k'];
  const hls = (name) => ['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_filename', join(dir, `${name}-%d.ts`), join(dir, `${name}.m3u8`)];
  const size = (width, height) => ['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=25:duration=${duration}`];
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-sc_threshold', '0'];

  ffmpeg(...size(320, 180), ...tone(440), ...x264, ...aac, ...hls('low'));
  ffmpeg(...size(640, 360), ...tone(440), ...x264, ...aac, ...hls('high'));
  ffmpeg(...tone(880), ...aac, ...hls('german'));
  ffmpeg(...tone(440), ...aac, ...hls('sound'));
  ffmpeg(...size(640, 360), '-vf', 'hue=h=90', '-frames:v', '1', join(dir, 'poster.jpg'));
  ffmpeg(...size(160, 90), '-vf', 'fps=1,tile=4x3', '-frames:v', '1', join(dir, 'sprite.jpg'));
  ffmpeg('-f', 'lavfi', '-i', 'color=0xffffff@0.9:size=120x48,format=rgba,drawbox=8:8:104:32:0xe0245e@1:fill', '-frames:v', '1', join(dir, 'logo.png'));
  const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v:0', '150k', '-b:v:1', '400k', '-g', '50'];
  const both = ['-map', '0:v', '-map', '1:v', '-map', '2:a', '-map', '3:a', '-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=deu'];
  const sets = ['-adaptation_sets', 'id=0,streams=0,1 id=1,streams=2 id=2,streams=3', '-seg_duration', '4'];
  ffmpeg(...size(320, 180), ...size(640, 360), ...tone(440), ...tone(880), ...both, ...vp9, '-c:a', 'libopus', '-f', 'dash', ...sets, join(dir, 'master.mpd'));
  writeFileSync(join(dir, 'sprite.vtt'), cues());
  for (const [language, text] of [['eng', 'Good evening.'], ['deu', 'Guten Abend.']]) subtitles(dir, language, text);
  writeFileSync(join(dir, 'master.m3u8'), master);
  writeFileSync(join(dir, 'audio.m3u8'), audio);
}

function ffmpeg(...args) {
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args]);
}

/** Without a header and with commas, as the API hands them out. */
function cues() {
  const time = (s) => `00:00:${String(s).padStart(2, '0')},000`;
  return Array.from({ length: duration }, (_, i) => {
    const [x, y] = [(i % 4) * 160, Math.floor(i / 4) * 90];
    return `${i + 1}\n${time(i)} --> ${time(i + 1)}\nslug_sprite.jpg#xywh=${x},${y},160,90\n`;
  }).join('\n');
}

function subtitles(dir, language, text) {
  const head = 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:126000,LOCAL:00:00:00.000\n\n';
  writeFileSync(join(dir, `${language}-0.vtt`), `${head}00:00.000 --> 00:11.000\n${text}\n`);
  writeFileSync(
    join(dir, `${language}.m3u8`),
    `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:12\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:12.0,\n${language}-0.vtt\n#EXT-X-ENDLIST\n`,
  );
}

const master = `#EXTM3U
#EXT-X-VERSION:4
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="eng",DEFAULT=YES,AUTOSELECT=YES
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="deu",AUTOSELECT=YES,URI="german.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="English",LANGUAGE="eng",AUTOSELECT=YES,DEFAULT=YES,URI="eng.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="Deutsch",LANGUAGE="deu",AUTOSELECT=YES,URI="deu.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=320x180,CODECS="avc1.42c00d,mp4a.40.2",AUDIO="a",SUBTITLES="s"
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1200000,RESOLUTION=640x360,CODECS="avc1.42c01e,mp4a.40.2",AUDIO="a",SUBTITLES="s"
high.m3u8
`;

const audio = `#EXTM3U
#EXT-X-VERSION:4
#EXT-X-STREAM-INF:BANDWIDTH=70000,CODECS="mp4a.40.2"
sound.m3u8
`;
