/**
 * Opens the app without the server: what the build consists of is kept in this browser. Documents and people's data are not its business:
 * those are kept by the app itself, and are never asked for here.
 */
declare const self: ServiceWorkerGlobalScope;

/** Both are put in by the build: what the build is called, and the paths of all its files. */
declare const __BUILD__: string;
declare const __FILES__: readonly string[];

const PREFIX = 'weft-build-';
const CACHE = PREFIX + __BUILD__;

/** The page that all addresses of the app are. */
const SHELL = '/';

/** ms that a server may take to answer with the page before the kept one is shown. */
const PATIENCE = 1_000;

/** Builds whose files are kept: pages that were opened before an update still load parts of theirs. */
const BUILDS_KEPT = 2;

self.addEventListener('install', (event) => {
  event.waitUntil(keepBuild().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldBuilds().then(() => self.clients.claim()));
});

// A page asks to be one of those that are answered here.
self.addEventListener('message', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (isPage(pathname)) event.respondWith(page(request));
  } else if (pathname.startsWith('/assets/') || __FILES__.includes(pathname)) {
    event.respondWith(file(request));
  }
});

async function keepBuild(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    // A name with a hash says what is in it; for all others the server is asked.
    await cache.addAll(__FILES__.map((path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache' })));
  } catch (error) {
    // Half a build is none: it would count as one of those that are kept.
    await caches.delete(CACHE);
    throw error;
  }
}

async function dropOldBuilds(): Promise<void> {
  // In the order in which they came.
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(builds.slice(0, builds.length - (BUILDS_KEPT - 1)).map((name) => caches.delete(name)));
}

/** Pages of the app. What the server answers by itself has a file's name, or is no page. */
function isPage(pathname: string): boolean {
  if (/^\/(api|ws|metrics|healthz|readyz|assets)(\/|$)/.test(pathname)) return false;
  return pathname.startsWith('/p/') || !(pathname.split('/').at(-1) ?? '').includes('.');
}

/** The server's page; the kept one where it takes too long, can't be reached, or something in between answers for it. */
async function page(request: Request): Promise<Response> {
  const fresh = fetch(request).then((response) => (response.status < 500 ? response : null));
  const soon = await Promise.race([fresh, wait(PATIENCE)]).catch(() => null);
  if (soon !== null) return soon;
  return (await (await caches.open(CACHE)).match(SHELL)) ?? fetch(request);
}

/** A file of this build, or of the one before it; from the server what is in neither. */
async function file(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request)) ?? (await caches.match(request)) ?? fetch(request);
}

function wait(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
