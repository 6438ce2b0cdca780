import http from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { ApiClient } from '../../support/api.ts';
import { SteeredStore } from '../../support/steered-store.ts';
import { keptLog, startWhole } from '../../support/whole-server.ts';

/** A server without users, a project on it, and a client. */
async function setUp(overrides: Parameters<typeof startWhole>[0] = {}) {
  const { url } = await startWhole(overrides);
  const client = new ApiClient(url);
  await client.done('POST', '/projects', { name: 'One', project_id: 'one' });
  return { url, client };
}

describe('a problem', () => {
  it('is told as RFC 9457 has it, with the fields that are wrong', async () => {
    const { client } = await setUp();
    const { status, headers, body } = await client.post('/projects/one/tasks', {
      titel: 'x',
      priority: 'soon',
      labels: ['a', 3],
      due: '2024-13-01',
    });
    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:weft:problem:request.invalid',
      title: 'The request is not as it must be',
      status: 400,
      code: 'request.invalid',
    });
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'body.due',
      'body.labels.1',
      'body.priority',
      'body.titel',
      'body.title',
    ]);
    expect(body.detail).toContain('body.titel');
  });

  it('says of queries and paths, too, what is wrong with them', async () => {
    const { client } = await setUp();
    for (const [path, field] of [
      ['/projects/one/tasks?limit=0', 'query.limit'],
      ['/projects/one/tasks?limit=many', 'query.limit'],
      ['/projects/%23server/tasks', 'path.project_id'],
      ['/projects/one/tasks/a%2Fb', 'path.task_id'],
      ['/projects/one/documents/x/content?format=pdf', 'query.format'],
    ] as const) {
      expect(await client.get(path), path).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [expect.objectContaining({ field })] },
      });
    }
  });

  it('comes of JSON that is none, of other types, and of too much', async () => {
    const { url, client } = await setUp({ limits: { requestBytes: 1_000 } });
    const raw = async (type: string, payload: string) => {
      const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const request = http.request(
          `${url}/api/projects/one/tasks`,
          { method: 'POST', headers: { 'content-type': type }, agent: false },
          resolve,
        );
        request.on('error', reject).end(payload);
      });
      return { status: response.statusCode, body: await json(response) };
    };
    expect(await raw('application/json', '{"title":')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ field: 'body' }] },
    });
    expect(await raw('application/json', '{"title":"x","__proto__":{"a":1}}')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
    expect(await raw('application/json', '')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(await raw('application/x-www-form-urlencoded', 'title=x')).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    expect(await raw('text/plain', '{"title":"x"}')).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    expect(await raw('text/markdown', '# x')).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    expect(await raw('application/json', JSON.stringify({ title: 'x', description: 'y'.repeat(2_000) }))).toMatchObject({
      status: 413,
      body: { code: 'request.too-large' },
    });
    expect((await client.get('/projects/one/tasks')).body.items).toEqual([]);
  });

  it('comes of paths that are none, and of methods that a path does not have', async () => {
    const { client } = await setUp();
    expect(await client.get('/nothing')).toMatchObject({ status: 404, body: { code: 'request.not-found' } });
    expect(await client.get('/nothing?token=s3cret')).not.toMatchObject({ body: { detail: expect.stringContaining('s3cret') } });
    expect(await client.put('/projects/one', {})).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, PATCH, DELETE, OPTIONS' } });
    expect(await client.get('/projects/%E0%A4%A')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await client.get(`/projects/${'x'.repeat(5_000)}`)).body.code).toBe('request.invalid');
    expect(await client.send('HEAD', '/projects/one')).toMatchObject({ status: 200, body: '' });
    expect(await client.send('HEAD', '/projects/one/events')).toMatchObject({ status: 405 });
  });

  it('comes of a store that can not write, and goes when it can', async () => {
    const store = new SteeredStore(createMemoryStore());
    const { url, client } = await setUp({ store, limits: { reopenMin: 10, reopenMax: 20 } });
    store.failing = 'before';
    const waiting = client.post('/projects/one/tasks', { title: 'first' });
    await expect.poll(() => fetch(`${url}/metrics`).then((response) => response.text())).toContain('weft_store_healthy 0');
    const refused = await client.post('/projects/one/tasks', { title: 'x' });
    expect(refused).toMatchObject({ body: { status: 503, code: 'store.failing' }, headers: { 'retry-after': '5' } });
    store.failing = 'no';
    expect((await waiting).status, 'what was on its way is saved when it can be').toBe(201);
    await expect.poll(async () => (await client.post('/projects/one/tasks', { title: 'y' })).status).toBe(201);
  });

  it('is counted by its code', async () => {
    const { url, client } = await setUp();
    await client.get('/projects/one/tasks/missing');
    await client.get('/projects/one/tasks/missing');
    const metrics = await fetch(`${url}/metrics`).then((response) => response.text());
    expect(metrics).toMatch(/^weft_problems_total\{code="task\.unknown"\} 2$/m);
  });

  it('tells nobody the inside of a fault of ours, but the log', async () => {
    const log = keptLog();
    const store = Object.assign(new SteeredStore(createMemoryStore()), {
      get: async (table: string) => {
        if (table === 'idempotency') throw new TypeError('inner detail');
        return null;
      },
    });
    const { client } = await setUp({ store, log });
    const answer = await client.post('/projects', { name: 'Two' }, { 'idempotency-key': 'a-key-of-16-characters' });
    expect(answer).toMatchObject({ status: 500, body: { code: 'server.fault' } });
    expect(JSON.stringify(answer.body)).not.toContain('inner');
    expect(log.lines.find(({ level }) => level === 'error')).toMatchObject({ fields: { method: 'POST', path: '/api/projects' } });
  });
});

describe('limits on requests', () => {
  it('are per user, whatever address they come from, and say when to come back', async () => {
    const { url } = await startWhole({ limits: { requestsPerMinute: 10 } }, { auth: 'accounts', trustProxies: ['127.0.0.1/32'] });
    const ada = new ApiClient(url);
    const bob = new ApiClient(url);
    await ada.done('POST', '/session', { username: 'Ada' });
    await bob.done('POST', '/session', { username: 'Bob' });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await ada.get('/projects', { headers: { 'x-forwarded-for': `10.0.0.${i}` } })).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200));
    expect(statuses.slice(11)).toEqual([429]);
    const refused = await ada.get('/projects');
    expect(refused.body.code).toBe('request.too-many');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(6);
    expect((await bob.get('/projects')).status).toBe(200);
  });

  it('are per address, whoever comes from there', async () => {
    const { url } = await startWhole({ limits: { addressRequestsPerMinute: 5 } }, { trustProxies: ['127.0.0.1/32'] });
    const client = new ApiClient(url);
    await client.description();
    const from = (address: string) => client.get('/projects', { headers: { 'x-forwarded-for': address } });
    for (let i = 0; i < 5; i++) expect((await from('10.0.0.1')).status).toBe(200);
    expect((await from('10.0.0.1')).status).toBe(429);
    expect((await from('10.0.0.2')).status).toBe(200);
  });
});

describe('who may come', () => {
  it('[EN3] other sites get a problem, allowed ones their headers', async () => {
    const { url } = await startWhole({}, { allowOrigins: ['https://app.example'] });
    const foreign = await new ApiClient(url, { origin: 'https://evil.example' }).get('/session');
    expect(foreign).toMatchObject({ status: 403, body: { code: 'origin.refused' } });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    const app = new ApiClient(url, { origin: 'https://app.example' });
    expect((await app.get('/session')).headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    const preflight = await app.send('OPTIONS', '/projects', {
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type, idempotency-key' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('POST');
    expect(preflight.headers['access-control-allow-headers']?.toLowerCase()).toContain('idempotency-key');
  });

  it('[AC7] an address off the allow-list gets nothing but whether the server is well', async () => {
    const { url } = await startWhole({}, { allowIps: ['10.0.0.0/8'], trustProxies: ['127.0.0.1/32'] });
    const client = new ApiClient(url);
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    expect((await client.get('/projects', from('10.1.2.3'))).status).toBe(200);
    expect(await client.get('/projects', from('192.0.2.1'))).toMatchObject({ status: 403, body: { code: 'address.refused' } });
    expect((await fetch(`${url}/metrics`)).status).toBe(403);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
