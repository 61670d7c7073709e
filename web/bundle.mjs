// Writes a bundle into a folder: names carry a hash of the content, each file
// has a .gz and a .br beside it, and manifest.json maps plain names to hashed.

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

/** Makes dist hold the files that esbuild made, with the licences of the packages in modules, and nothing else. */
export async function writeBundle(dist, result, modules, packages) {
  const files = new Map(result.outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
  files.set('licenses.txt', Buffer.from(await licenses(modules, packages)));
  files.set('manifest.json', Buffer.from(manifest([...files.keys()])));
  await mkdir(dist, { recursive: true });
  const kept = new Set();
  for (const [name, body] of files) for (const written of await store(dist, name, body)) kept.add(written);
  for (const name of await readdir(dist)) if (!kept.has(name)) await rm(join(dist, name));
}

/** Writes a file with its compressed forms, says how large they are, and returns the names. */
async function store(dist, name, body) {
  await writeFile(join(dist, name), body);
  if (name === 'manifest.json') return [name];
  const gz = await compress(join(dist, `${name}.gz`), body, (b) => gzipSync(b, { level: 9 }), gunzipSync);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const br = await compress(join(dist, `${name}.br`), body, (b) => brotliCompressSync(b, { params }), brotliDecompressSync);
  console.log(`${name}: ${body.length} bytes, ${gz} gzip, ${br} brotli`);
  return [name, `${name}.gz`, `${name}.br`];
}

/** Keeps the compressed file that is there when it unpacks to the same: compressors differ between versions. */
async function compress(path, body, pack, unpack) {
  const there = await readFile(path).catch(() => null);
  if (there && unpack(there).equals(body)) return there.length;
  const packed = pack(body);
  await writeFile(path, packed);
  return packed.length;
}

/** Maps the names that the Go side uses to the hashed names. */
function manifest(names) {
  const hashed = names.filter((name) => /-[A-Z0-9]{8}\./.test(name)).sort();
  return JSON.stringify(Object.fromEntries(hashed.map((name) => [name.replace(/-[A-Z0-9]{8}\./, '.'), name])), null, 2) + '\n';
}

async function licenses(modules, packages) {
  const texts = packages.map(async (name) => {
    const { version } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'));
    const file = (await readdir(join(modules, name))).find((f) => /^licen[cs]e/i.test(f));
    return `${name} ${version}\n\n${await readFile(join(modules, name, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join('\n\n');
}
