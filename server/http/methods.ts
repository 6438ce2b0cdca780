import type { FastifyInstance, HTTPMethods } from 'fastify';
import { Problem } from '../../shared/problems.ts';

const ALL: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Answers the methods that no route has, at each path that `addRoutes` adds routes at: what may be done there is told by `Allow`. */
export function refuseOtherMethods(app: FastifyInstance, addRoutes: () => void): void {
  const taken = new Map<string, Set<HTTPMethods>>();
  let isCollecting = true;
  app.addHook('onRoute', ({ routePath, method }) => {
    if (!isCollecting) return;
    // The prefix itself is told twice, with and without a slash.
    const path = routePath === '' ? '/' : routePath;
    const methods = taken.get(path) ?? new Set();
    for (const one of Array.isArray(method) ? method : [method]) methods.add(one);
    taken.set(path, methods);
  });
  addRoutes();
  isCollecting = false;

  for (const [path, methods] of taken) {
    const allow = [...methods, 'OPTIONS'].join(', ');
    app.route({
      method: ALL.filter((method) => !methods.has(method)),
      url: path,
      schema: { hide: true },
      handler: async (request, reply) => {
        reply.header('allow', allow);
        if (request.method === 'OPTIONS') return reply.code(204).send();
        throw new Problem('request.method', `${request.method} can not be done here, but ${allow}.`);
      },
    });
  }
}
