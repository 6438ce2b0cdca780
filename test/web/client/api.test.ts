import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../../web/client/api.ts';

/** Answers in the place of a server. @returns where */
async function inItsPlace(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

it('a page in the place of an answer is a server out of reach: whoever asks will ask again', async () => {
  const base = await inItsPlace(
    (_request, response) => void response.setHeader('content-type', 'text/html').end('<h1>Welcome aboard</h1>'),
  );
  const api = createApi(base);
  await expect(api.session()).rejects.toMatchObject({ code: 'unreachable' });
  await expect(api.projects()).rejects.toMatchObject({ code: 'unreachable' });
});

it('nothing is an answer where nothing is to be said', async () => {
  const base = await inItsPlace((_request, response) => void response.writeHead(204).end());
  await expect(createApi(base).signOut()).resolves.toBeUndefined();
});
