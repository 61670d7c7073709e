// Bundles the console into web/console/dist. --check only compares.

import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, compileModule } from 'svelte/compiler';
import { checkBundle, filesOf, writeBundle } from '../bundle.mjs';

const web = dirname(dirname(fileURLToPath(import.meta.url)));

/** Compiles Svelte's components and modules; a warning, as of accessibility, is an error. */
const svelte = {
  name: 'svelte',
  setup(b) {
    b.onLoad({ filter: /src\/.*\.svelte(\.ts)?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const options = { filename: path, rootDir: web, generate: 'client', dev: false, runes: true };
      if (path.endsWith('.ts')) return compiled(path, compileModule((await plain(b, source, path)), options));
      return compiled(path, compile(source, { ...options, css: 'external' }));
    });
  },
};

/** A module without its types. */
async function plain(b, source, path) {
  const { code } = await b.esbuild.transform(source, { loader: 'ts', target: 'esnext', sourcefile: path, tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
  return code;
}

function compiled(path, { js, warnings }) {
  const errors = warnings.map((w) => ({ text: `${w.message} (${w.code})`, location: { file: path, line: w.start?.line, column: w.start?.column } }));
  return { contents: js.code, loader: 'js', errors };
}

const result = await build({
  absWorkingDir: web,
  entryPoints: { console: 'console/src/main.ts', style: 'console/src/style.css' },
  entryNames: '[name]-[hash]',
  outdir: 'console/dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
  conditions: ['browser', 'svelte', 'production'],
  legalComments: 'none',
  banner: { js: '/*! licences of the parts: licenses.txt beside this file */' },
  plugins: [svelte],
  write: false,
});

const files = await filesOf(result.outputFiles, join(web, 'node_modules'), ['svelte', 'tus-js-client']);
await (process.argv.includes('--check') ? checkBundle : writeBundle)(join(web, 'console', 'dist'), files);
