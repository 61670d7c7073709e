// The browser of all tests: Debian's Chromium.

import { chromium } from 'playwright-core';

// Without the sandbox, which root may not use; quiet, so that what a page asks
// for is the page's own; without QUIC, which ignores what tests do to networks.
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts Chromium, with more arguments. */
export function startBrowser(...more) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...args, ...more], timeout: 120_000 });
}
