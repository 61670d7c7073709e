import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as tus from 'tus-js-client';
import { bytesOf, upload } from './send.mjs';
import { startNetwork, startPage, startServer } from './setup.mjs';

const size = 16_000_003;
const bytes = bytesOf(42, size);
const want = createHash('sha256').update(bytes).digest('hex');

let server, tab;

before(async () => {
  server = await startServer();
  tab = await startPage();
  await tab.page.evaluate(async (size) => {
    const { bytesOf } = await import('/send.mjs');
    window.bytes = bytesOf(42, size);
  }, size);
});
after(async () => {
  await tab?.close();
  await server?.close();
});

const clients = {
  Node: (options) => upload(tus, Buffer.from(bytes), bytes, options),
  Chromium: (options) => tab.page.evaluate((options) => window.send(options), options),
};

for (const [name, send] of Object.entries(clients)) {
  // Cuts come after twice the mean of bytes at the latest, so that a file has all.
  const run = async (options, cuts = 0, mean = 0) => {
    const network = await startNetwork(server.url, cuts, mean);
    try {
      const { id, metadata } = await server.video();
      const done = await send({ endpoint: `${network.url}/upload/`, metadata, ...options });
      assert.equal(await server.stored(id), want);
      assert.equal(network.cuts, cuts);
      return done;
    } finally {
      await network.close();
    }
  };

  test(`${name}: a file in one request`, async () => {
    assert.equal((await run({})).patch, 1);
  });

  test(`${name}: one request per chunk, as behind a proxy with a limit on bodies`, async () => {
    assert.equal((await run({ chunkSize: 5_000_000 })).patch, 4);
  });

  test(`${name}: bytes with the creation`, async () => {
    await run({ uploadDataDuringCreation: true, chunkSize: 10_000_000 });
  });

  test(`${name}: 50 cuts`, async () => {
    const done = await run({}, 50, 150_000);
    assert.ok(done.failed > 0);
  });

  test(`${name}: cuts and checksums, some of them wrong`, async () => {
    const done = await run({ chunkSize: 1_000_000, checksum: true, wrong: 3 }, 8, 900_000);
    assert.equal(done.mismatched, 3);
  });

  test(`${name}: three parts at a time, with cuts`, async () => {
    await run({ parallelUploads: 3, chunkSize: 2_000_000 }, 10, 400_000);
  });
}

test('Node: a session for another video', async () => {
  const one = await server.video();
  const two = await server.video();
  await assert.rejects(
    upload(tus, Buffer.from('x'), bytes, { endpoint: `${server.url}/upload/`, metadata: { ...one.metadata, video_id: String(two.id) }, retryDelays: null }),
    new RegExp(`token video \\(${one.id}\\) does not match this video \\(${two.id}\\)`),
  );
});

test('Node: a client that was killed goes on where it stood', async () => {
  const { id, metadata } = await server.video();
  const first = new tus.Upload(Buffer.from(bytes), { endpoint: `${server.url}/upload/`, metadata, chunkSize: 1_000_000 });
  const url = await new Promise((resolve, reject) => {
    first.options.onError = reject;
    first.options.onChunkComplete = (_, sent) => {
      if (sent < 5_000_000) return;
      void first.abort();
      resolve(first.url);
    };
    first.start();
  });
  const done = await upload(tus, Buffer.from(bytes), bytes, { uploadUrl: url, chunkSize: 1_000_000 });
  assert.equal(await server.stored(id), want);
  assert.ok(done.patch <= 12, `${done.patch} requests`);
});
