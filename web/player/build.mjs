// Bundles the player page into web/dist. --check only compares.

import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBundle, filesOf, writeBundle } from '../bundle.mjs';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(web, 'dist');

const common = {
  absWorkingDir: web,
  outdir: 'dist',
  bundle: true,
  minify: true,
  target: ['es2021', 'chrome94', 'firefox93', 'safari15'],
  legalComments: 'none',
  banner: { js: '/*! licences of the parts: licenses.txt beside this file */' },
  metafile: true,
  write: false,
};

/** hls.js comes with DRM, advertisements and the like; from its sources it can be built without. */
const hls = {
  alias: { 'hls.js': join(web, 'node_modules/hls.js/src/hls.ts') },
  define: {
    __VERSION__: JSON.stringify(await version('hls.js')),
    __HLS_WORKER_BUNDLE__: 'undefined',
    __IN_WORKER__: 'false',
    __USE_ALT_AUDIO__: 'true',
    __USE_SUBTITLES__: 'true',
    __USE_MEDIA_CAPABILITIES__: 'true',
    __USE_CMCD__: 'false',
    __USE_CONTENT_STEERING__: 'false',
    __USE_EME_DRM__: 'false',
    __USE_IFRAMES__: 'false',
    __USE_INTERSTITIALS__: 'false',
    __USE_M2TS_ADVANCED_CODECS__: 'false',
    __USE_VARIABLE_SUBSTITUTION__: 'false',
  },
};

const page = build({
  ...common,
  ...hls,
  // The page imports the last three by their addresses, as far as it needs them.
  entryPoints: {
    player: 'player/src/main.ts',
    page: 'player/src/page.css',
    hls: 'player/src/hls.ts',
    dash: 'player/src/dash.ts',
    vr: 'player/src/vr.ts',
  },
  entryNames: '[name]-[hash]',
  format: 'esm',
});
const worker = build({
  ...common,
  entryPoints: { worker: 'node_modules/hls.js/src/demux/transmuxer-worker.ts' },
  entryNames: '[name]-[hash]',
  format: 'iife',
  define: { ...hls.define, __IN_WORKER__: 'true' },
});
// Other sites load this one by its plain name.
const remote = build({
  ...common,
  entryPoints: { 'gplayerAPI.min': 'player/src/gplayerAPI.ts' },
  format: 'iife',
});

const results = await Promise.all([page, worker, remote]);
const outputs = results.flatMap((result) => result.outputFiles);
const files = await filesOf(outputs, join(web, 'node_modules'), ['hls.js', 'eventemitter3', 'url-toolkit', 'media-chrome', 'shaka-player']);
await (process.argv.includes('--check') ? checkBundle : writeBundle)(dist, files);

async function version(name) {
  return JSON.parse(await readFile(join(web, 'node_modules', name, 'package.json'), 'utf8')).version;
}
