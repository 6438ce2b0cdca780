import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createJwtAccess, createVerifier, type JwtConfig } from '../../../server/access/jwt-access.ts';
import { systemTime } from '../../../server/ops/time.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { testLog } from '../../support/test-log.ts';
import { heldTime } from '../../support/time.ts';
import { openDirectory, openJournal, problemOf } from './support.ts';

const SECRET = 'thirty-two bytes are what it takes, at least';
const KEY = new TextEncoder().encode(SECRET);
const START = Date.UTC(2024, 0, 1);
const SECONDS = START / 1000;

const sign = (payload: JWTPayload, alg = 'HS256', key: Parameters<SignJWT['sign']>[0] = KEY, header: object = {}): Promise<string> =>
  new SignJWT({ sub: 'ada', exp: SECONDS + 60, ...payload }).setProtectedHeader({ alg, ...header }).sign(key);

function verifier(config: JwtConfig = { secret: SECRET }, time = heldTime(START)) {
  const log = testLog();
  return { verify: createVerifier(config, time, log), log, time };
}

/** A real issuer: its keys are served over HTTP, and change when the test says so. */
async function issuer() {
  let keys: JWK[] = [];
  let asked = 0;
  let broken = false;
  const server = createServer((_request, response) => {
    asked++;
    response.setHeader('content-type', 'application/json').writeHead(broken ? 503 : 200);
    response.end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return {
    jwks: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys.json`),
    /** Puts a new key in the place of all others. Answers what signs with it. */
    rotate: async (kid: string, alg = 'ES256') => {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      keys = [{ ...(await exportJWK(publicKey)), kid, alg }];
      return { publicKey, sign: (payload: JWTPayload = {}) => sign(payload, alg, privateKey, { kid }) };
    },
    fail: (how: boolean) => {
      broken = how;
    },
    get asked() {
      return asked;
    },
  };
}

describe('a token', () => {
  it('says who, until when, and what in which project', async () => {
    const { verify } = verifier();
    expect(await verify(await sign({ name: ' Ada\n', color: '#123456', projects: { p: 'editor', q: 'viewer' } }))).toEqual({
      userId: 'ada',
      name: 'Ada',
      color: '#123456',
      session: null,
      expiresAt: START + 60_000,
      roles: new Map([
        ['p', 'editor'],
        ['q', 'viewer'],
      ]),
      byCookie: false,
    });
    const list = [{ id: 'p', role: 'owner', more: true }];
    expect((await verify(await sign({ projects: list }))).roles).toEqual(new Map([['p', 'owner']]));
    expect(await verify(await sign({}))).toMatchObject({ name: 'ada', color: null, roles: null });
    expect(await verify(await sign({ color: 'url(https://evil.example)' }))).toMatchObject({ color: null });
  });

  it('may name its claims otherwise', async () => {
    const claims = { userId: 'uid', name: 'nick', color: 'tint', projects: 'https://app.example/projects' };
    const { verify } = verifier({ secret: SECRET, claims });
    const token = await sign({ sub: 'not-me', uid: 'bob', nick: 'Bob', tint: '#000000', 'https://app.example/projects': { p: 'viewer' } });
    expect(await verify(token)).toMatchObject({ userId: 'bob', name: 'Bob', color: '#000000', roles: new Map([['p', 'viewer']]) });
  });

  it('is refused when it was signed by another, or changed', async () => {
    const { verify, log } = verifier();
    const token = await sign({});
    const [header = '', , signature = ''] = token.split('.');
    const other = base64url.encode(JSON.stringify({ sub: 'eve', exp: SECONDS + 60 }));
    const forged = [
      await sign({}, 'HS256', new TextEncoder().encode('thirty-two bytes of somebody else, at least')),
      `${header}.${other}.${signature}`,
      token.slice(0, -2),
      `${token}.x`,
      'nonsense',
      '',
    ];
    for (const one of forged) expect(await problemOf(() => verify(one)), one).toBe('session.unauthorised');
    expect(log.entries).toHaveLength(forged.length);
  });

  it('without a signature is refused, however `none` is spelled', async () => {
    const local = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(local.publicKey)), kid: 'k' }] };
    for (const { verify } of [verifier(), verifier({ jwks })]) {
      for (const alg of ['none', 'None', 'NONE']) {
        const head = base64url.encode(JSON.stringify({ alg, typ: 'JWT', kid: 'k' }));
        const body = base64url.encode(JSON.stringify({ sub: 'ada', exp: SECONDS + 60 }));
        for (const end of ['', 'x']) expect(await problemOf(() => verify(`${head}.${body}.${end}`))).toBe('session.unauthorised');
      }
    }
  });

  it("can't make a public key its secret", async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k' };
    const { verify } = verifier({ jwks: { keys: [jwk] } });
    for (const text of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
      const confused = await sign({}, 'HS256', new TextEncoder().encode(text), { kid: 'k' });
      expect(await problemOf(() => verify(confused))).toBe('session.unauthorised');
    }
    // A shared key has no place among public ones, even if it is served there.
    const { verify: withShared } = verifier({ jwks: { keys: [{ kty: 'oct', k: base64url.encode(KEY), kid: 'k', alg: 'HS256' }] } });
    const shared = await sign({}, 'HS256', KEY, { kid: 'k' });
    expect(await problemOf(() => withShared(shared))).toBe('session.unauthorised');
  });

  it('by a public key is refused where a secret is expected', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { verify } = verifier();
    const token = await sign({}, 'RS256', privateKey);
    expect(await problemOf(() => verify(token))).toBe('session.unauthorised');
    expect(await problemOf(async () => verify(await sign({}, 'HS512', new Uint8Array(64).fill(7))))).toBe('session.unauthorised');
  });

  it('from the wrong issuer or for another audience is refused', async () => {
    const { verify } = verifier({ secret: SECRET, issuer: 'https://id.example', audience: 'weft' });
    const good = { iss: 'https://id.example', aud: 'weft' };
    expect((await verify(await sign(good))).userId).toBe('ada');
    expect((await verify(await sign({ ...good, aud: ['other', 'weft'] }))).userId).toBe('ada');
    const bad = [{ ...good, iss: 'https://evil.example' }, { ...good, aud: 'other' }, { aud: 'weft' }, { iss: 'https://id.example' }, {}];
    for (const claims of bad) {
      const token = await sign(claims);
      expect(await problemOf(() => verify(token)), JSON.stringify(claims)).toBe('session.unauthorised');
    }
  });

  it('is good until it expires, and not before its time', async () => {
    const { verify, time } = verifier();
    const token = await sign({});
    const later = await sign({ nbf: SECONDS + 30 });
    expect(await problemOf(() => verify(later))).toBe('session.unauthorised');
    time.jump(59_999);
    expect((await verify(token)).userId).toBe('ada');
    expect((await verify(later)).userId).toBe('ada');
    time.jump(1);
    expect(await problemOf(() => verify(token))).toBe('session.expired');
    time.jump(60_000);
    expect(await problemOf(() => verify(token))).toBe('session.expired');
  });

  it('that never expires is refused', async () => {
    const { verify } = verifier();
    const endless = await new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'HS256' }).sign(KEY);
    expect(await problemOf(() => verify(endless))).toBe('session.unauthorised');
  });

  it.each<[string, JWTPayload]>([
    ['sub', { sub: null as never }],
    ['sub', { sub: 7 as never }],
    ['name', { name: { first: 'Ada' } }],
    ['color', { color: 7 }],
    ['projects', { projects: 'p' }],
    ['projects', { projects: { p: 'king' } }],
    ['projects', { projects: { 'p/d/x': 'editor' } }],
    ['projects', { projects: [{ id: 'p' }] }],
    ['projects', { projects: ['p'] }],
  ])('with a malformed claim %s is refused, and the log says which', async (claim, payload) => {
    const { verify, log } = verifier();
    const token = await sign(payload);
    expect(await problemOf(() => verify(token))).toBe('session.unauthorised');
    expect(JSON.stringify(log.entries)).toContain(`'${claim}'`);
    expect(JSON.stringify(log.entries)).not.toContain(token.split('.')[1]);
  });

  it.each(['', '#server', 'a/b', '..', 'x'.repeat(129), 'a\u0000'])('stands for no user %j', async (sub) => {
    const { verify } = verifier();
    const token = await sign({ sub });
    expect(await problemOf(() => verify(token))).toBe('user.id');
  });
});

describe('keys of an issuer', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('by %s are taken', async (alg) => {
    const { jwks, rotate } = await issuer();
    const signer = await rotate('one', alg);
    expect((await verifier({ jwks }).verify(await signer.sign())).userId).toBe('ada');
  });

  it('may change: the new one is fetched, the old one is no good any more', async () => {
    const keys = await issuer();
    const { verify } = verifier({ jwks: keys.jwks, jwksCooldown: 0 });
    const old = await keys.rotate('old');
    expect((await verify(await old.sign())).userId).toBe('ada');
    const fresh = await keys.rotate('new');
    expect((await verify(await fresh.sign())).userId).toBe('ada');
    const stale = await old.sign();
    expect(await problemOf(() => verify(stale))).toBe('session.unauthorised');
  });

  it('are not asked for with each unknown key: nobody makes this server attack its issuer', async () => {
    const keys = await issuer();
    const { verify } = verifier({ jwks: keys.jwks });
    const known = await keys.rotate('known');
    await verify(await known.sign());
    const { privateKey } = await generateKeyPair('ES256');
    for (let at = 0; at < 20; at++) {
      const token = await sign({}, 'ES256', privateKey, { kid: `unknown-${at}` });
      expect(await problemOf(() => verify(token))).toBe('session.unauthorised');
    }
    expect(keys.asked).toBe(1);
  });

  it('that can not be fetched are a fault of ours: nobody is told that their token is bad', async () => {
    const keys = await issuer();
    const signer = await keys.rotate('one');
    keys.fail(true);
    const { verify } = verifier({ jwks: keys.jwks });
    const token = await signer.sign();
    const failure = await verify(token).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toHaveProperty('status');
    keys.fail(false);
    expect((await verify(token)).userId).toBe('ada');
  });
});

describe('what can not check tokens', () => {
  it('is not started', async () => {
    expect(() => verifier({})).toThrow(RangeError);
    expect(() => verifier({ secret: 'x'.repeat(31) })).toThrow('31 bytes');
  });
});

describe('who comes with a token', () => {
  async function house() {
    const { journal, again } = await openJournal();
    const directory = await openDirectory(journal, systemTime);
    const made: string[] = [];
    const access = createJwtAccess({
      jwt: { secret: SECRET },
      directory,
      documents: { state: async () => 'gone' },
      ensureProject: async (project) => {
        made.push(project);
        await journal.write({ records: directory.addProject({ project_id: project, name: project, created_at: 0 }, null) });
      },
      store: journal,
      limits: LIMITS,
      time: heldTime(START),
      log: testLog(),
    });
    onTestFinished(() => access.stop());
    const identify = async (payload: JWTPayload) =>
      access.identify({ token: await sign(payload), headers: {}, ip: '127.0.0.1', claimed: null });
    return { access, directory, made, identify, flush: () => journal.flush(), again: async () => openDirectory(await again(), systemTime) };
  }

  it('is in the directory from then on, with the projects that the token names', async () => {
    const { identify, directory, made, flush, again } = await house();
    await identify({ name: 'Ada', projects: { p: 'owner', q: 'viewer' } });
    expect(made).toEqual(['p', 'q']);
    await flush();
    for (const one of [directory, await again()]) {
      expect(one.account('ada')).toMatchObject({ username: 'Ada' });
      expect(one.projectsOf('ada').map(({ project, role }) => `${project.project_id}:${role}`)).toEqual(['p:owner', 'q:viewer']);
    }
  });

  it('has a new name, and a new role, when a newer token says so', async () => {
    const { identify, access, directory } = await house();
    await identify({ name: 'Ada', projects: { p: 'owner' } });
    const now = await identify({ name: 'Countess', projects: { p: 'viewer' } });
    expect(directory.account('ada')).toMatchObject({ username: 'Countess' });
    expect(directory.role('p', 'ada')).toBe('viewer');
    expect(await access.role(now, 'p')).toBe('viewer');
  });

  it('has the stored role where the token says nothing, and none where there is neither', async () => {
    const { identify, access, directory } = await house();
    await identify({ sub: 'bob', projects: { p: 'owner' } });
    const ada = await identify({});
    expect(await access.role(ada, 'p')).toBeNull();
    directory.setRole('p', 'ada', 'commenter');
    expect(await access.role(ada, 'p')).toBe('commenter');
    expect(await access.role(ada, 'never')).toBeNull();
    expect(directory.project('never')).toBeNull();
  });

  it('does not bring a deleted project back by a request, but by entering it', async () => {
    const { identify, access, directory, made } = await house();
    const ada = await identify({ projects: { p: 'owner' } });
    directory.removeProject('p');
    await identify({ projects: { p: 'owner' } });
    expect(directory.project('p')).toBeNull();
    expect(await access.role(ada, 'p')).toBe('owner');
    expect(made).toEqual(['p', 'p']);
  });

  it('[AC4] is out of a project that is deleted, though the token names it', async () => {
    const { identify, access, directory } = await house();
    const ends: unknown[] = [];
    access.watch(await identify({ projects: { p: 'owner' } }), 'p', (refusal) => ends.push(refusal));
    directory.removeProject('p');
    expect(ends).toEqual([{ close: 4404, code: 'room.unknown' }]);
  });
});
