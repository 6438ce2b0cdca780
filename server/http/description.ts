import type { FastifyInstance } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { renderPage } from './page.ts';

/** `/api/openapi.json` and the same for people to read: `/api`. Everybody may see what the API is like. */
export function addDescription(app: FastifyInstance): void {
  // Made when somebody asks: a server that starts has better things to do.
  const document = once(() => app.swagger() as OpenAPIV3_1.Document);
  const page = once(() => renderPage(document()));

  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(document()),
  );
  // Without a slash at its end, so that the page's links work below any prefix.
  app.get('/', { schema: { hide: true }, prefixTrailingSlash: 'no-slash' }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page()),
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
