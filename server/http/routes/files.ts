import { Readable } from 'node:stream';
import { z } from 'zod';
import { FILE_TYPES } from '../../../shared/files.ts';
import type { Limits } from '../../../shared/limits.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Files } from '../../workspace/files/files.ts';
import { type Api, route } from '../route.ts';
import { ProjectPath } from '../schemas/common.ts';
import { FileBody, FilePath, StoredFile } from '../schemas/files.ts';
import { createUnderWay } from '../under-way.ts';

const tag = 'Files';

/** Seconds: a file never changes. */
const YEAR = 31_536_000;

/** The images of a project. */
export function addFileRoutes(api: Api, files: Files, limits: Pick<Limits, 'uploadsPerUser'>): void {
  const uploads = createUnderWay(limits.uploadsPerUser, 'uploads');
  route(api, {
    method: 'POST',
    path: '/projects/:project_id/files',
    may: 'write',
    tag,
    summary: 'Keep a file',
    description:
      'Its bytes as the body. Its type is told by them, not by the header. What cameras write beside a JPEG, PNG or WebP (where, when, by whom, a preview) is ' +
      'not kept: the picture stays byte for byte. It is on disk when this answers; the same bytes once more are the same file. ' +
      'It stays when a document that shows it is deleted, since others may show it too, and goes with its project.',
    params: ProjectPath,
    body: FileBody,
    uploads: [...FILE_TYPES, 'application/octet-stream'],
    status: 201,
    answer: StoredFile,
    problems: ['file.type', 'file.too-large', 'limit.files', 'store.failing'],
    handler: async ({ params: { project_id }, body, confirm, identity, request }) => {
      if (!(body instanceof Readable)) throw new Problem('request.media-type', 'Send the bytes of the file as the body.');
      try {
        const release = uploads.begin({ identity, address: api.addressOf(request) });
        try {
          // Reading may end early: the line is still needed for the answer.
          return await files.add(project_id, body.iterator({ destroyOnReturn: false }), confirm);
        } finally {
          release();
        }
      } finally {
        body.resume();
      }
    },
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id/files/:file_id',
    may: 'read',
    tag,
    summary: 'A file',
    params: FilePath,
    types: Object.fromEntries(FILE_TYPES.map((type) => [type, z.unknown()])),
    problems: ['file.unknown'],
    handler: async ({ params: { project_id, file_id }, request, reply }) => {
      const file = await files.read(project_id, file_id);
      if (file === null) throw new Problem('file.unknown', 'There is no such file in this project.');
      const etag = `"${file_id}"`;
      // For one person in this browser: whoever signs in after them asks anew.
      reply
        .header('cache-control', `private, max-age=${YEAR}, immutable`)
        .header('vary', 'Origin, Cookie, Authorization')
        .header('etag', etag);
      // Whatever else the bytes may be read as, they run nowhere.
      reply.header('content-security-policy', "default-src 'none'; sandbox").header('x-content-type-options', 'nosniff');
      reply.header('content-disposition', 'inline').type(file.type);
      if (request.headers['if-none-match'] === etag) {
        file.stream.destroy();
        await reply.code(304).send();
        return undefined;
      }
      reply.header('content-length', file.size);
      if (request.method === 'HEAD') {
        file.stream.destroy();
        // A stream, since of all else the length is counted anew.
        await reply.send(Readable.from([]));
        return undefined;
      }
      await reply.send(file.stream);
      return undefined;
    },
  });
}
