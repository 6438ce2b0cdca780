import http from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { RawClient } from '../../support/raw-client.ts';
import { SteeredStore } from '../../support/steered-store.ts';
import { heldTime } from '../../support/time.ts';
import { builtWeb, keptLog, startWhole } from '../../support/whole-server.ts';

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Unlike fetch this lets a test write the headers that browsers guard, and no path is tidied up. */
async function get(
  url: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: http.OutgoingHttpHeaders } = {},
) {
  const { hostname, port } = new URL(url);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.request({ hostname, port, path, method, headers, agent: false }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) } satisfies Answer;
}

describe('the web app', () => {
  it('is served at the root, and for every page below', async () => {
    const { url } = await startWhole({ web: builtWeb() });
    for (const path of ['/', '/p/one', '/p/one/d/two', '/p/one/d/v1.2', '/anything?x=1', '/p/%E0%A4%A', '/%?x=1']) {
      const answer = await get(url, path, { headers: { accept: 'text/html,*/*' } });
      expect(answer, path).toMatchObject({ status: 200, body: expect.stringContaining('<title>Weft</title>') });
      expect(answer.headers['content-type'], path).toMatch(/^text\/html/);
      expect(answer.headers['cache-control'], path).toBe('no-cache');
    }
  });

  it('lets browsers keep files with a hash in their name for ever, and ask about the others', async () => {
    const { url } = await startWhole({ web: builtWeb() });
    const script = await get(url, '/assets/index-Ab12Cd34.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect((await get(url, '/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it('can be installed: service worker and manifest have their types, and are asked about', async () => {
    const { url } = await startWhole({ web: builtWeb() });
    for (const [path, type] of [
      ['/sw.js', /^(text|application)\/javascript/],
      ['/manifest.webmanifest', /^application\/manifest\+json/],
    ] as const) {
      const { status, headers } = await get(url, path);
      expect([status, headers['cache-control']], path).toEqual([200, 'no-cache']);
      expect(headers['content-type'], path).toMatch(type);
    }
  });

  it.each([
    ['/assets/index-old.js', '*/*'],
    ['/missing.png', 'text/html'],
    ['/\\', 'text/html'],
    ['/api/missing', 'text/html'],
    ['/p/one', 'application/json'],
    ['/../package.json', '*/*'],
    ['/%2e%2e/%2e%2e/package.json', '*/*'],
  ])('does not answer %s (accept %s) with a page', async (path, accept) => {
    const { url } = await startWhole({ web: builtWeb() });
    const answer = await get(url, path, { headers: { accept } });
    expect(answer.status).toBeGreaterThanOrEqual(403);
    expect(answer.status).toBeLessThan(405);
    expect(answer.body).not.toContain('<title>');
  });

  it('answers a POST to a page, and a page where no app is built, with a coded 404', async () => {
    const { url } = await startWhole({ web: builtWeb() });
    expect(await get(url, '/p/one', { method: 'POST' })).toMatchObject({ status: 404 });
    const bare = await startWhole();
    const answer = await get(bare.url, '/p/one?token=s3cret');
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toEqual({ code: 'http.not-found', message: 'There is nothing at GET /p/one.' });
  });

  it('allows its own scripts and its own sockets, and no others', async () => {
    const { url } = await startWhole({ web: builtWeb() });
    const policy = String((await get(url, '/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain(`connect-src 'self' ${url.replace('http', 'ws')} ${url.replace('http', 'wss')}`);
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});

describe('foreign sites', () => {
  it.each([{ host: 'evil.example' }, { origin: 'https://evil.example' }, { origin: 'null' }])(
    '[EN3] %j gets 403 from every route, with what to do about it',
    async (headers) => {
      const { url } = await startWhole({ web: builtWeb() });
      for (const path of ['/', '/api/stats', '/metrics', '/healthz', '/nothing']) {
        const answer = await get(url, path, { headers });
        expect(answer.status, path).toBe(403);
        expect(answer.body).toContain('--allow-origin');
        expect(answer.body).not.toContain('<title>');
      }
    },
  );

  it('[EN3] an allowed site is served', async () => {
    const { url } = await startWhole({}, { allowOrigins: ['https://app.example'] });
    expect((await get(url, '/api/stats', { headers: { origin: 'https://app.example' } })).status).toBe(200);
    expect((await get(url, '/api/stats', { headers: { host: 'app.example' } })).status).toBe(200);
  });

  it('[EN3] an upgrade from a foreign site is refused before any WebSocket exists, and counted', async () => {
    const { url } = await startWhole();
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    for (const foreign of [{ origin: 'https://evil.example' }, { host: 'evil.example' }]) {
      expect(await get(url, '/room', { headers: { ...upgrade, ...foreign } })).toMatchObject({ status: 403, body: 'origin.refused' });
    }
    const stats = JSON.parse((await get(url, '/api/stats')).body);
    expect(stats).toMatchObject({ active_connections: 0, refused: { 'origin.refused': 2 } });
  });
});

describe('health', () => {
  it('says that the process answers, and that the store writes', async () => {
    const { url } = await startWhole();
    for (const [path, status] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const answer = await get(url, path);
      expect(answer).toMatchObject({ status: 200, body: JSON.stringify({ status }) });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('says 503 while the store fails and 200 when it writes again, whereas the process stays healthy', async () => {
    const store = new SteeredStore(createMemoryStore());
    const time = heldTime();
    const log = keptLog();
    const { url } = await startWhole({ store, time, log });
    expect((await get(url, '/readyz')).status).toBe(200);
    store.failing = 'before';
    expect((await get(url, '/readyz')).status, 'the answer of a moment ago').toBe(200);
    time.jump(1_000);
    expect(await get(url, '/readyz')).toMatchObject({
      status: 503,
      body: JSON.stringify({ status: 'unavailable', code: 'store.failing' }),
    });
    expect(log.lines.filter(({ level }) => level === 'warn').length).toBeGreaterThan(0);
    expect((await get(url, '/healthz')).status).toBe(200);
    store.failing = 'no';
    await expect
      .poll(async () => {
        time.jump(5_000);
        return (await get(url, '/readyz')).status;
      })
      .toBe(200);
  });

  it('asks the store once for many who ask at once', async () => {
    const store = new SteeredStore(createMemoryStore());
    let probes = 0;
    const counted = Object.assign(store, {
      probe: async () => {
        probes++;
      },
    });
    const { url } = await startWhole({ store: counted, time: heldTime() });
    await Promise.all(Array.from({ length: 20 }, () => get(url, '/readyz')));
    expect(probes).toBe(1);
  });

  it('does not wait for ever for a store that hangs', async () => {
    const store = Object.assign(new SteeredStore(createMemoryStore()), { probe: () => new Promise<void>(() => undefined) });
    const time = heldTime();
    const { url } = await startWhole({ store, time });
    const before = time.waiting;
    const answer = get(url, '/readyz');
    await expect.poll(() => time.waiting).toBeGreaterThan(before);
    time.jump(3_000);
    expect((await answer).status).toBe(503);
  });
});

describe('counters', () => {
  it('follow a connection through /api/stats and /metrics', async () => {
    const { url } = await startWhole();
    const stats = async () => JSON.parse((await get(url, '/api/stats')).body);
    expect(await stats()).toMatchObject({ active_connections: 0, messages_sent: 0, messages_received: 0, updates: 0 });
    const client = await RawClient.open({ url: url.replace('http', 'ws'), room: 'a room' });
    client.step1();
    await client.frame('step2');
    const during = await stats();
    expect(during).toMatchObject({ active_connections: 1, connections_opened: 1, refused: {} });
    expect(during.messages_sent).toBeGreaterThan(0);
    expect(during.bytes_received).toBeGreaterThan(0);
    expect(during.rooms.hot + during.rooms.cold).toBe(1);
    expect((await get(url, '/metrics')).body).toMatch(/^weft_connections 1$/m);
    await client.close();
    await expect.poll(async () => (await stats()).active_connections).toBe(0);
  });

  it('count group commits', async () => {
    const { url } = await startWhole();
    const client = await RawClient.open({ url: url.replace('http', 'ws'), room: 'p/one/d/two' });
    client.step1();
    await client.frame('step2');
    expect((await get(url, '/metrics')).body).toMatch(/^weft_commit_seconds_count [1-9]/m);
    await client.close();
  });
});
