import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDiskFiles } from '../../../server/store/disk-files.ts';
import type { FileStore } from '../../../server/store/files.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { createMemoryFiles } from '../../../server/store/memory-files.ts';
import { ApiClient, type Parsed } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { exif, gif, jpeg, png, pngOf, pngWith } from '../../support/images.ts';
import { JWT_SECRET, tokenFor } from '../../support/jwt.ts';
import { serverProcess } from '../../support/server-process.ts';
import { keptLog, startWhole, temporaryFolder } from '../../support/whole-server.ts';

/** A server for anyone that keeps files in a folder, with a project on it. */
async function setUp(limits: { readonly fileBytes?: number; readonly projectFileBytes?: number; readonly uploadsPerUser?: number } = {}) {
  const data = temporaryFolder();
  const log = keptLog();
  const store = createMemoryStore();
  const { url } = await startWhole({ store, files: createDiskFiles(data), limits, log });
  const client = new ApiClient(url);
  await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
  return { url, client, data, log, store };
}

const upload = (client: ApiClient, file: Uint8Array, project = 'one') => client.post(`/projects/${project}/files`, file);
const idOf = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex');

/** What is kept of a project, and what is under way. */
const keptOf = (data: string, folder: string): string[] => {
  const files = path.join(data, 'files', folder);
  return fs.existsSync(files) ? fs.readdirSync(files) : [];
};

describe('a file', () => {
  it('is named by its content, told as it is, and comes back as it was', async () => {
    const { client, data, url } = await setUp();
    const file = png(40, 30);
    const { status, body } = await upload(client, file);
    expect([status, body]).toEqual([201, { file_id: idOf(file), type: 'image/png', size: file.length, width: 40, height: 30 }]);
    expect((await upload(client, file)).body).toEqual(body);
    expect(keptOf(data, 'one')).toEqual([idOf(file)]);
    const address = `${url}/api/projects/one/files/${body.file_id}`;
    const answer = await fetch(address);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(file);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(file.length),
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'cache-control': expect.stringMatching(/^private, .*immutable/),
      'content-security-policy': expect.stringMatching(/sandbox/),
    });
    const again = await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    const head = await fetch(address, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(file.length), '']);
  });

  it('is kept without what cameras write beside the picture, and is named by what is kept', async () => {
    const { client, data, url } = await setUp();
    const where = 'N 48 51 E 2 21';
    const photo = pngWith(40, 30, [['eXIf', exif(1, 'II', where)]], where);
    const kept = pngWith(40, 30, []);
    for (const file of [photo, kept]) {
      const { status, body } = await upload(client, file);
      expect([status, body]).toEqual([201, { file_id: idOf(kept), type: 'image/png', size: kept.length, width: 40, height: 30 }]);
    }
    const answer = await fetch(`${url}/api/projects/one/files/${idOf(kept)}`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(kept);
    expect([keptOf(data, 'one'), keptOf(data, '.drafts')]).toEqual([[idOf(kept)], []]);

    await upload(client, Buffer.from('no image at all'));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const [result, bytes] of [
      ['kept', photo.length],
      ['known', kept.length],
      ['refused', 15],
    ] as const) {
      expect(metrics).toContain(`weft_files_total{result="${result}"} 1\n`);
      expect(metrics).toContain(`weft_file_bytes_total{result="${result}"} ${bytes}\n`);
    }
  });

  it('is not read to be told of', async () => {
    const streams: Readable[] = [];
    const files = createMemoryFiles();
    const watched: FileStore = {
      ...files,
      read: async (project, name, head) => {
        const found = await files.read(project, name, head);
        if (found !== null) streams.push(found.stream);
        return found;
      },
    };
    const { url } = await startWhole({ store: createMemoryStore(), files: watched });
    const client = new ApiClient(url);
    await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    const file = pngOf(100_000);
    const { file_id } = (await upload(client, file)).body;
    const head = await fetch(`${url}/api/projects/one/files/${file_id}`, { method: 'HEAD' });
    expect([head.headers.get('content-length'), head.headers.get('content-type')]).toEqual(['100000', 'image/png']);
    expect(streams.map((stream) => [stream.readableDidRead, stream.destroyed])).toEqual([[false, true]]);
  });

  it('is what its first bytes say, whatever it is called', async () => {
    const { client, data, url } = await setUp();
    for (const [what, type, bytes] of [
      ['SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['HTML named PNG', 'image/png', '<!doctype html><script>alert(1)</script>'],
      ['nothing', 'image/png', ''],
      ['half a signature', 'image/png', '\x89PNG'],
      ['a PNG without its header', 'image/png', `\x89PNG\r\n\x1a\n<script>${'x'.repeat(100)}</script>`],
    ] as const) {
      const answer = await client.post('/projects/one/files', Buffer.from(bytes, 'latin1'), { 'content-type': type });
      expect([answer.status, answer.body.code], what).toEqual([415, 'file.type']);
    }
    for (const type of ['text/html', 'application/pdf']) {
      const answer = await client.post('/projects/one/files', png(), { 'content-type': type });
      expect([answer.status, answer.body.code], type).toEqual([415, 'request.media-type']);
    }
    expect(await client.post('/projects/one/tasks', png(), { 'content-type': 'image/png' })).toMatchObject({ status: 415 });
    expect([keptOf(data, 'one'), keptOf(data, '.drafts')]).toEqual([[], []]);

    // An image that is a script, too, is served as nothing but the image.
    const both = Buffer.concat([gif(0x2f2a, 1), Buffer.from('*/=1;alert(document.cookie)')]);
    const { body } = await client.post('/projects/one/files', both, { 'content-type': 'text/javascript; image/gif' });
    expect(body.code).toBe('request.media-type');
    const { file_id } = (await client.post('/projects/one/files', both, { 'content-type': 'image/jpeg' })).body;
    const answer = await fetch(`${url}/api/projects/one/files/${file_id}`);
    expect([answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual(['image/gif', 'nosniff']);
  });

  it('may not be too large, in bytes or in pixels', async () => {
    const { client, data, url } = await setUp({ fileBytes: 20_000 });
    expect((await upload(client, pngOf(20_000))).status).toBe(201);
    expect(await upload(client, pngOf(20_001))).toMatchObject({ status: 413, body: { code: 'file.too-large', limit: 20_000 } });
    expect(await upload(client, jpeg(30_000, 30_000))).toMatchObject({ status: 413, body: { code: 'file.too-large' } });

    // Whoever tells no length is stopped where it is too much, and the same line goes on.
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const send = (body: Readable | null, method: string, at: string): Promise<{ status: number; body: Parsed }> =>
      new Promise((resolve, reject) => {
        const request = http.request(
          `${url}/api/projects/one${at}`,
          { method, agent, headers: { 'content-type': 'image/png' } },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }));
          },
        );
        request.on('error', reject);
        if (body === null) request.end();
        else body.pipe(request);
      });
    const endless = Readable.from(Array<Buffer>(60).fill(Buffer.concat([png(), Buffer.alloc(10_000)])));
    expect(await send(endless, 'POST', '/files')).toMatchObject({ status: 413, body: { code: 'file.too-large' } });
    expect(await send(null, 'GET', '/documents')).toMatchObject({ status: 200 });
    agent.destroy();
    expect([keptOf(data, 'one').length, keptOf(data, '.drafts')]).toEqual([1, []]);
  });

  it('has room in its project or is refused, also where several come at once', async () => {
    const { client, data } = await setUp({ projectFileBytes: 25_000 });
    const files = ['a', 'b', 'c', 'd', 'e'].map((salt) => pngOf(10_000, salt));
    const answers = await Promise.all([...files, ...files].map((file) => upload(client, file)));
    const taken = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.file_id));
    expect(taken.size).toBe(2);
    expect(answers.filter(({ status }) => status !== 201).every(({ body }) => body.code === 'limit.files')).toBe(true);
    expect(keptOf(data, 'one').sort()).toEqual([...taken].sort());
    // What is there may come again.
    const there = files.find((file) => taken.has(idOf(file))) ?? png();
    expect((await upload(client, there)).status).toBe(201);
    expect((await upload(client, pngOf(10_000, 'f'))).body.code).toBe('limit.files');
  });

  it('leads nowhere else by its name or its project’s', async () => {
    const { client, data } = await setUp();
    fs.writeFileSync(path.join(data, 'secret'), png());
    const { file_id } = (await upload(client, png())).body;
    for (const name of ['../../secret', '..%2f..%2fsecret', '%2e%2e%2fsecret', file_id.toUpperCase(), `${file_id}%00`, 'x', '..']) {
      const answer = await client.get(`/projects/one/files/${encodeURIComponent(name)}`);
      expect([400, 404], name).toContain(answer.status);
    }
    const tricks = ['..%2e', '...', 'A', 'a', 'one.', 'CON', '.drafts', 'ö'.repeat(128), '%41'];
    for (const project of tricks) {
      await client.done('POST', '/projects', { name: 'Trick', project_id: project });
      const own = (await upload(client, png(4, 3, project), encodeURIComponent(project))).body.file_id;
      expect(await client.get(`/projects/one/files/${own}`), project).toMatchObject({ status: 404, body: { code: 'file.unknown' } });
    }
    const folders = fs.readdirSync(path.join(data, 'files'));
    expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(tricks.length + 2);
    expect(fs.readdirSync(data).sort()).toEqual(['files', 'secret']);
  });

  it('goes with its project, and stays when a document goes', async () => {
    const { client, data } = await setUp();
    await client.done('POST', '/projects/one/documents', { title: 'Notes', document_id: 'd1' });
    const { file_id } = (await upload(client, png())).body;
    await client.done('DELETE', '/projects/one/documents/d1?forever=true');
    expect((await client.get(`/projects/one/files/${file_id}`)).status).toBe(200);
    await client.done('DELETE', '/projects/one');
    expect(keptOf(data, 'one')).toEqual([]);
    await client.done('POST', '/projects', { name: 'Another', project_id: 'one' });
    expect(await client.get(`/projects/one/files/${file_id}`)).toMatchObject({ status: 404, body: { code: 'file.unknown' } });
  });

  it('of a deleted project goes at the next start where it couldn’t before', async () => {
    const data = temporaryFolder();
    const store = createMemoryStore();
    const disk = createDiskFiles(data);
    const failing = { ...disk, removeAll: () => Promise.reject(new Error('EIO: i/o error, rm')) };
    const first = await startWhole({ store, files: failing });
    const client = new ApiClient(first.url);
    await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    await upload(client, png());
    await client.done('DELETE', '/projects/one');
    expect(keptOf(data, 'one')).toHaveLength(1);
    await first.stop();
    await startWhole({ store, files: disk });
    expect(keptOf(data, 'one')).toEqual([]);
  });

  it('is refused whole where the disk fails, and where the line breaks', async () => {
    const { client, data, url, store, log } = await setUp();
    const file = pngOf(100_000);
    const request = http.request(`${url}/api/projects/one/files`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', 'content-length': 200_000 },
    });
    request.on('error', () => undefined);
    request.write(file);
    await eventually('the draft is there', () => (keptOf(data, '.drafts').length === 1 ? true : null));
    request.destroy();
    await eventually('the draft has gone', () => (keptOf(data, '.drafts').length === 0 ? true : null));
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);

    const full = { ...createMemoryFiles(), begin: () => Promise.reject(new Error('ENOSPC: no space left on device, write')) };
    const other = await startWhole({ store, files: full });
    const answer = await upload(new ApiClient(other.url), file);
    expect(answer).toMatchObject({ status: 503, body: { code: 'store.failing', detail: expect.stringMatching(/Free space/) } });
    expect((await upload(client, file)).status).toBe(201);
  });

  it('comes in so many at once of one user and not in more, until one of them has ended', async () => {
    const { client, data, url } = await setUp({ uploadsPerUser: 2 });
    const held = [1, 2].map((number) => {
      const request = http.request(`${url}/api/projects/one/files`, { method: 'POST', headers: { 'content-type': 'image/png' } });
      request.on('error', () => undefined);
      request.write(pngOf(1_000, String(number)));
      return request;
    });
    await eventually('both are under way', () => (keptOf(data, '.drafts').length === 2 ? true : null));
    expect(await upload(client, png())).toMatchObject({ status: 429, body: { code: 'request.too-many' } });
    expect(keptOf(data, '.drafts')).toHaveLength(2);
    held[0]?.destroy();
    await eventually('there is room again', async () => ((await upload(client, png())).status === 201 ? true : null), { every: 50 });
    held[1]?.destroy();
    await eventually('no draft is left', () => (keptOf(data, '.drafts').length === 0 ? true : null));
  });

  it('is there after kill -9, and half of one isn’t', async () => {
    const server = await serverProcess({ open: true });
    const client = new ApiClient(server.http);
    await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    const file = pngOf(300_000);
    const half = http.request(`${server.http}/api/projects/one/files`, { method: 'POST', headers: { 'content-type': 'image/png' } });
    half.on('error', () => undefined);
    half.write(pngOf(100_000, 'half'));
    const data = path.join(server.folder, 'data');
    await eventually('half a file is there', () => (keptOf(data, '.drafts').length === 1 ? true : null));
    const { file_id } = (await upload(client, file)).body;
    await server.kill();
    expect(keptOf(data, '.drafts')).toHaveLength(1);
    await server.start();
    const answer = await fetch(`${server.http}/api/projects/one/files/${file_id}`);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(file);
    expect([keptOf(data, 'one'), keptOf(data, '.drafts')]).toEqual([[file_id], []]);
  });
});

describe('a project’s files', () => {
  it('are for those who may read it, and stop being so for whoever is removed', async () => {
    const { url } = await startWhole({}, { auth: 'accounts' });
    const sign = async (username: string) => {
      const client = new ApiClient(url);
      const { user } = await client.done('POST', '/session', { username });
      return { client, id: user.user_id as string };
    };
    const [ada, bob, eve] = [await sign('Ada'), await sign('Bob'), await sign('Eve')];
    await ada.client.done('POST', '/projects', { name: 'One', project_id: 'one' });
    const { file_id } = (await upload(ada.client, png())).body;
    const address = `/projects/one/files/${file_id}`;
    expect(await eve.client.get(address)).toMatchObject({ status: 404, body: { code: 'project.unknown' } });
    expect(await upload(eve.client, png())).toMatchObject({ status: 404, body: { code: 'project.unknown' } });
    expect(await new ApiClient(url).get(address)).toMatchObject({ status: 401 });
    for (const role of ['viewer', 'commenter']) {
      await ada.client.done('PUT', `/projects/one/members/${bob.id}`, { role });
      expect((await bob.client.get(address)).status).toBe(200);
      expect(await upload(bob.client, png())).toMatchObject({ status: 403, body: { code: 'role.insufficient' } });
    }
    await ada.client.done('PUT', `/projects/one/members/${bob.id}`, { role: 'editor' });
    expect((await upload(bob.client, png(9, 9))).status).toBe(201);

    // Removed while the file is still coming.
    const late = png(7, 7);
    const answered = new Promise<number>((resolve, reject) => {
      const headers = { 'content-type': 'image/png', origin: url, cookie: bob.client.cookie ?? '' };
      const request = http.request(`${url}/api/projects/one/files`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.write(late.subarray(0, 20));
      void (async () => {
        await sleep(1_100);
        await ada.client.done('DELETE', `/projects/one/members/${bob.id}`);
        request.end(late.subarray(20));
      })().catch(reject);
    });
    expect(await answered).toBe(404);
    expect((await bob.client.get(address)).status).toBe(404);
    expect(await ada.client.get(`/projects/one/files/${idOf(late)}`)).toMatchObject({ status: 404, body: { code: 'file.unknown' } });
  });

  it('come with tokens of others, too', async () => {
    const { url } = await startWhole({}, { auth: 'jwt', jwt: { secret: JWT_SECRET } });
    const ada = new ApiClient(url, { token: await tokenFor('ada', { garden: 'editor' }), origin: null });
    const eve = new ApiClient(url, { token: await tokenFor('eve', { house: 'owner' }), origin: null });
    const { file_id } = (await upload(ada, png(), 'garden')).body;
    expect((await ada.get(`/projects/garden/files/${file_id}`)).status).toBe(200);
    expect((await eve.get(`/projects/garden/files/${file_id}`)).status).toBe(404);
  });
});
