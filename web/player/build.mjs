// Bundles the player page into web/dist: names carry a hash of the content,
// and each file has a .gz and a .br beside it.

import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(web, 'dist');

const result = await build({
  absWorkingDir: web,
  entryPoints: {
    player: 'player/src/main.ts',
    page: 'player/src/page.css',
    worker: 'node_modules/hls.js/dist/hls.worker.js',
  },
  entryNames: '[name]-[hash]',
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2021', 'chrome94', 'firefox93', 'safari15'],
  legalComments: 'none',
  banner: { js: '/*! licences of the parts: licenses.txt beside this file */' },
  metafile: true,
  write: false,
});

const files = new Map(result.outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
files.set('licenses.txt', Buffer.from(await licenses(['hls.js', 'media-chrome'])));
files.set('manifest.json', Buffer.from(manifest(result.metafile)));

await mkdir(dist, { recursive: true });
const kept = new Set();
for (const [name, body] of files) await store(name, body);
for (const name of await readdir(dist)) if (!kept.has(name)) await rm(join(dist, name));

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
function manifest(metafile) {
  const names = Object.keys(metafile.outputs).map((path) => basename(path));
  const entries = names.sort().map((name) => [name.replace(/-[A-Z0-9]{8}\./, '.'), name]);
  return JSON.stringify(Object.fromEntries(entries), null, 2) + '\n';
}

async function licenses(packages) {
  const texts = packages.map(async (name) => {
    const { version } = JSON.parse(await readFile(join(web, 'node_modules', name, 'package.json'), 'utf8'));
    return `${name} ${version}\n\n${await readFile(join(web, 'node_modules', name, 'LICENSE'), 'utf8')}`;
  });
  return (await Promise.all(texts)).join('\n\n');
}
