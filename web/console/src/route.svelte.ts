// The page's address is where the console is: back, reload and links work.

const root = '/console';

export const route = $state({ path: '', query: new URLSearchParams() });

function read() {
  route.path = location.pathname.slice(root.length).replace(/\/$/, '') || '/videos';
  route.query = new URLSearchParams(location.search);
}

export const href = (path: string) => root + path;

export function go(path: string, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', root + path);
  read();
}

/** The address of the videos with some of the query changed; empty values leave. */
export function videosWith(change: Record<string, string | number | null>): string {
  const query = new URLSearchParams(route.path === '/videos' ? route.query : undefined);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, String(value));
  }
  return '/videos' + (query.size ? `?${query}` : '');
}

/** Takes over clicks on links within the console. */
export function startRouting() {
  read();
  addEventListener('popstate', read);
  addEventListener('click', (e) => {
    const a = (e.target as Element).closest?.('a');
    if (!a || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || a.target || a.origin !== location.origin) return;
    if (a.pathname !== root && !a.pathname.startsWith(root + '/')) return;
    e.preventDefault();
    go(a.pathname.slice(root.length) + a.search);
    document.querySelector<HTMLElement>('main')?.focus();
    scrollTo(0, 0);
  });
}
