// What a page or a script does to upload a file; the same code runs in both.

/** Bytes that look random and are the same for the same seed. */
export function bytesOf(seed, size) {
  const words = new Uint32Array(Math.ceil(size / 4));
  let x = seed | 1;
  for (let i = 0; i < words.length; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    words[i] = x;
  }
  return new Uint8Array(words.buffer, 0, size);
}

/** Uploads with tus-js-client; resolves to how many requests it took and failed. */
export function upload(tus, file, bytes, { endpoint, metadata, checksum, wrong = 0, ...options }) {
  const count = { patch: 0, failed: 0, mismatched: 0 };
  return new Promise((resolve, reject) => {
    const up = new tus.Upload(file, {
      endpoint,
      metadata,
      metadataForPartialUploads: metadata,
      retryDelays: [0, 20, 50, 100, 200, 400, 800, 1600, 3000, 5000, 5000, 5000],
      storeFingerprintForResuming: false,
      ...options,
      onShouldRetry: (error) => {
        count.failed++;
        const status = error.originalResponse?.getStatus() ?? 0;
        if (status === 460) count.mismatched++;
        return status < 400 || status >= 500 || [409, 423, 460].includes(status);
      },
      onBeforeRequest: async (req) => {
        if (req.getMethod() !== 'PATCH') return;
        count.patch++;
        if (!checksum) return;
        const from = Number(req.getHeader('Upload-Offset'));
        const sum = new Uint8Array(
          await crypto.subtle.digest('SHA-256', bytes.slice(from, from + options.chunkSize)),
        );
        if (count.mismatched < wrong) sum[0] ^= 1;
        req.setHeader('Upload-Checksum', `sha256 ${btoa(String.fromCharCode(...sum))}`);
      },
      onError: reject,
      onSuccess: () => resolve({ ...count, url: up.url }),
    });
    up.start();
  });
}
