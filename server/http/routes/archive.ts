import { z } from 'zod';
import type { Downloads } from '../downloads.ts';
import { type Api, route } from '../route.ts';
import { ProjectPath } from '../schemas/common.ts';

/** A project to take along. */
export function addArchiveRoute(api: Api, downloads: Downloads): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/archive',
    may: 'read',
    tag: 'Projects',
    summary: 'A project as a zip of Markdown',
    description:
      'The board, every document that is not in the bin, what was said about it, and the images that they show. `README.md` in it says what is where.',
    params: ProjectPath,
    types: { 'application/zip': z.unknown() },
    handler: async ({ params, identity, request, reply, confirm }) => {
      const { name, stream } = await downloads.open(params.project_id, { identity, address: api.addressOf(request) }, confirm);
      reply.header('content-disposition', `attachment; filename="project.zip"; filename*=UTF-8''${encoded(name)}`);
      await reply.header('x-content-type-options', 'nosniff').type('application/zip').send(stream);
      return undefined;
    },
  });
}

/** A name as a header's extended parameter takes it. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
