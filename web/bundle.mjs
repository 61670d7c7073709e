// Writes a bundle into a folder: names carry a hash of the content, each file
// has a .gz and a .br beside it, and manifest.json maps plain names to hashed.

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';

/** The files that esbuild made, by name, with the licences of the packages in modules. */
export async function filesOf(outputs, modules, packages) {
  const files = new Map(outputs.map((file) => [basename(file.path), Buffer.from(file.contents)]));
  files.set('licenses.txt', Buffer.from(await licenses(modules, packages)));
  files.set('manifest.json', Buffer.from(manifest([...files.keys()])));
  return files;
}

/** Makes dist hold the files with their compressed forms, and nothing else. */
export async function writeBundle(dist, files) {
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) if (!namesOf(files).includes(name)) await rm(join(dist, name));
  for (const [name, body] of files) {
    await writeFile(join(dist, name), body);
    const sizes = [];
    for (const form of forms(name)) sizes.push(`${await compress(join(dist, name + form.suffix), body, form)} ${form.suffix}`);
    console.log(`${name}: ${[body.length, ...sizes].join(', ')}`);
  }
}

/** Fails when dist is not what the sources make. */
export async function checkBundle(dist, files) {
  const wrong = (name) => new Error(`${join(dist, name)} is not of these sources: make web`);
  const expected = namesOf(files);
  for (const name of await readdir(dist)) if (!expected.includes(name)) throw wrong(name);
  for (const [name, body] of files) {
    for (const form of [plain, ...forms(name)]) {
      const there = await readFile(join(dist, name + form.suffix)).catch(() => null);
      if (!there || !form.unpack(there).equals(body)) throw wrong(name + form.suffix);
    }
  }
}

const plain = { suffix: '', unpack: (b) => b };
const gzip = { suffix: '.gz', pack: (b) => gzipSync(b, { level: 9 }), unpack: gunzipSync };
const brotli = {
  suffix: '.br',
  pack: (b) => brotliCompressSync(b, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: b.length } }),
  unpack: brotliDecompressSync,
};

/** The compressed forms that a file is kept in; the manifest is for the Go side alone. */
function forms(name) {
  return name === 'manifest.json' ? [] : [gzip, brotli];
}

/** Every name that dist holds. */
function namesOf(files) {
  return [...files.keys()].flatMap((name) => [name, ...forms(name).map((form) => name + form.suffix)]);
}

/** Keeps the compressed file that is there when it unpacks to the same: compressors differ between versions. */
async function compress(path, body, { pack, unpack }) {
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
