// Bundles the player page into web/dist: names carry a hash of the content,
// and each file has a .gz and a .br beside it. --check only compares.

import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

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
const files = new Map(outputs.map((file) => [basename(file.path), Buffer.from(file.contents)]));
files.set('licenses.txt', Buffer.from(await licenses(['hls.js', 'eventemitter3', 'url-toolkit', 'media-chrome', 'shaka-player'])));
files.set('manifest.json', Buffer.from(manifest([...files.keys()])));

if (process.argv.includes('--check')) {
  await check();
  process.exit();
}
await mkdir(dist, { recursive: true });
const kept = new Set();
for (const [name, body] of files) await store(name, body);
for (const name of await readdir(dist)) if (!kept.has(name)) await rm(join(dist, name));

/** Fails when what is committed is not what the sources make. */
async function check() {
  for (const [name, body] of files) {
    const there = await readFile(join(dist, name)).catch(() => Buffer.alloc(0));
    if (!there.equals(body)) throw new Error(`dist/${name} is not of these sources: npm run build`);
  }
}

/** Writes a file with its compressed forms and says how large they are. */
async function store(name, body) {
  await put(name, body);
  if (name === 'manifest.json') return;
  const gz = await compress(`${name}.gz`, body, (b) => gzipSync(b, { level: 9 }), gunzipSync);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const br = await compress(`${name}.br`, body, (b) => brotliCompressSync(b, { params }), brotliDecompressSync);
  console.log(`${name}: ${body.length} bytes, ${gz} gzip, ${br} brotli`);
}

/** Keeps the compressed file that is there when it unpacks to the same: compressors differ between versions. */
async function compress(name, body, pack, unpack) {
  const there = await readFile(join(dist, name)).catch(() => null);
  if (there && unpack(there).equals(body)) {
    kept.add(name);
    return there.length;
  }
  const packed = pack(body);
  await put(name, packed);
  return packed.length;
}

async function put(name, body) {
  kept.add(name);
  await writeFile(join(dist, name), body);
}

/** Maps the names that the Go side uses to the hashed names. */
function manifest(names) {
  const entries = names
    .filter((name) => /-[A-Z0-9]{8}\./.test(name))
    .sort()
    .map((name) => [name.replace(/-[A-Z0-9]{8}\./, '.'), name]);
  return JSON.stringify(Object.fromEntries(entries), null, 2) + '\n';
}

async function version(name) {
  return JSON.parse(await readFile(join(web, 'node_modules', name, 'package.json'), 'utf8')).version;
}

async function licenses(packages) {
  const texts = packages.map(async (name) => {
    const folder = join(web, 'node_modules', name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${await version(name)}\n\n${await readFile(join(folder, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join('\n\n');
}
