import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Vite puts a hash of the content into the names of these files. */
const HASHED = 'assets';

/**
 * The built web app. Pages are routes inside the app: any path that isn't a file gets `index.html`.
 * @param folder where the app was built to
 */
export async function addWebApp(app: FastifyInstance, folder: string): Promise<void> {
  const hashed = path.join(folder, HASHED, path.sep);
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (reply, file) => {
      reply.setHeader('cache-control', file.startsWith(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** True for the paths of the API. */
export function isApi(url: string): boolean {
  return /^\/api(\/|\?|$)/.test(url);
}

/** True for requests that a person's browser makes for a page of the app. */
export function isPage({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (!URL.canParse(url, 'http://page')) return false;
  const { pathname } = new URL(url, 'http://page');
  if (isApi(pathname) || pathname.startsWith(`/${HASHED}/`)) return false;
  // A missing picture or script is not a page, whereas a document's id may have a dot.
  if (!pathname.startsWith('/p/') && path.posix.basename(pathname).includes('.')) return false;
  return /text\/html|\*\/\*/.test(headers.accept ?? '*/*');
}
