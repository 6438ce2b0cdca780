import type { FastifyRequest } from 'fastify';
import type { EventStreams } from '../event-stream.ts';
import { type Api, route } from '../route.ts';
import { ProjectPath } from '../schemas/common.ts';
import { Event, StreamQuery } from '../schemas/events.ts';

const tag = 'Events';

const ABOUT =
  'Server-sent events: each has an `id` and one event as its `data`. With `Last-Event-ID` what came since is told first; who was away too long gets `event: reset` ' +
  'and looks at the state anew. Who is here is told live and never again. `event: end` says why a stream ends.';

/** Event streams: what happens, told as it happens. */
export function addEventRoutes(api: Api, streams: EventStreams): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/events',
    may: 'read',
    streams: true,
    tag,
    summary: 'What happens in a project',
    description: ABOUT,
    params: ProjectPath,
    query: StreamQuery,
    types: { 'text/event-stream': Event },
    handler: async ({ params, query, identity, request, reply }) => {
      const after = lastId(request, query.last_event_id);
      await streams.open(reply, { identity, address: api.addressOf(request), channel: { project: params.project_id }, after });
      return undefined;
    },
  });

  route(api, {
    method: 'GET',
    path: '/events',
    may: 'user',
    streams: true,
    tag,
    summary: 'What concerns me',
    description: `My notifications. ${ABOUT}`,
    query: StreamQuery,
    types: { 'text/event-stream': Event },
    handler: async ({ query, identity, request, reply }) => {
      const after = lastId(request, query.last_event_id);
      await streams.open(reply, { identity, address: api.addressOf(request), channel: { user: identity.userId }, after });
      return undefined;
    },
  });
}

function lastId({ headers }: FastifyRequest, inQuery: string | undefined): string | null {
  const header = headers['last-event-id'];
  return (typeof header === 'string' && header !== '' ? header : inQuery) ?? null;
}
