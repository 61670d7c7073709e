// A list of addresses as people write or paste it: one per line, a name may
// follow after a tab.

export const most = 500; // in one request

export type Line = { number: number; url: string; name: string; trouble: string };

export function readLines(text: string): Line[] {
  return text
    .split(/\r?\n/)
    .map((line, n) => ({ line: line.trim(), number: n + 1 }))
    .filter(({ line }) => line)
    .map(({ line, number }) => {
      const [url, ...name] = line.split('\t').map((part) => part.trim());
      return { number, url, name: name.join(' ').trim() || nameOf(url), trouble: wrong(url) };
    });
}

/** What is wrong with an address, "" when nothing is. */
function wrong(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1].toLowerCase();
  if (!scheme) return 'not a web address.';
  if (!['http', 'https', 'sftp'].includes(scheme)) return `${scheme} is not supported (http, https, sftp).`;
  if (/\s/.test(url)) return 'a blank is in the address.';
  return URL.canParse(url) ? '' : 'not a web address.';
}

/** The last part of an address's path, as people would call it. */
function nameOf(url: string): string {
  try {
    const last = new URL(url).pathname.split('/').filter(Boolean).pop();
    return last ? decodeURIComponent(last) : url;
  } catch {
    return url;
  }
}
