import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, ConfigError, readConfig, readLimits, SETTINGS } from '../../server/config.ts';
import { temporaryFolder } from '../support/folder.ts';

function read(args: string[], env: Record<string, string> = {}) {
  const printed: string[] = [];
  const config = readConfig(args, env, { version: '1.2.3', print: (text) => printed.push(text) });
  return { config, printed: printed.join('') };
}

function refusal(args: string[], env: Record<string, string> = {}): ConfigError {
  try {
    read(args, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** What comes out where nothing is asked for. */
const USUAL: Config = {
  host: '127.0.0.1',
  port: 8765,
  data: path.resolve('data'),
  auth: 'accounts',
  jwt: null,
  allowOrigins: [],
  allowIps: [],
  trustProxies: [],
  privateWebhooks: false,
  limits: {},
  debug: false,
};

const SECRET = 'a secret of more than thirty-two bytes';

describe('the configuration', () => {
  it('has a value for everything', () => {
    expect(read([]).config).toEqual(USUAL);
  });

  it('is read from flags, with or without the command', () => {
    const flags = ['--host', 'localhost', '--port', '9000', '--data', '/var/lib/weft', '--auth', 'open', '--debug'];
    const expected = { ...USUAL, host: 'localhost', port: 9000, data: '/var/lib/weft', auth: 'open', debug: true };
    expect(read(flags).config).toEqual(expected);
    expect(read(['serve', ...flags]).config).toEqual(expected);
    expect(read([...flags, 'serve']).config).toEqual(expected);
  });

  it('is read from variables; a flag wins, an empty variable counts as none', () => {
    const env = { WEFT_HOST: '0.0.0.0', WEFT_PORT: '9000', WEFT_INSECURE_OPEN: 'true', WEFT_DEBUG: '1', WEFT_DATA: '', WEFT_AUTH: 'open' };
    expect(read(['--port', '0'], env).config).toEqual({ ...USUAL, host: '0.0.0.0', port: 0, auth: 'open', debug: true });
  });

  it('takes several origins, repeated or in a list, as browsers write them', () => {
    const expected = ['https://app.example', 'http://localhost:5173'];
    const flags = ['--allow-origin', 'https://APP.example:443/', '--allow-origin', 'http://localhost:5173'];
    expect(read([...flags, 'serve']).config?.allowOrigins).toEqual(expected);
    expect(read([], { WEFT_ALLOW_ORIGIN: 'https://app.example, http://localhost:5173' }).config?.allowOrigins).toEqual(expected);
  });

  it('takes addresses and ranges of them, repeated or in a list', () => {
    const flags = ['--allow-ip', '10.0.0.0/8', '--allow-ip', '::1', '--trust-proxy', '127.0.0.1', '--private-webhooks'];
    const expected = { allowIps: ['10.0.0.0/8', '::1'], trustProxies: ['127.0.0.1'], privateWebhooks: true };
    expect(read(flags).config).toMatchObject(expected);
    const env = { WEFT_ALLOW_IP: '10.0.0.0/8,::1', WEFT_TRUST_PROXY: '127.0.0.1', WEFT_PRIVATE_WEBHOOKS: 'on' };
    expect(read([], env).config).toMatchObject(expected);
  });

  it('prints its help, which names every flag and variable, and its version', () => {
    const help = read(['--help']);
    expect(help.config).toBeNull();
    for (const { flag, variable } of Object.values(SETTINGS)) {
      expect(help.printed).toContain(flag);
      expect(help.printed).toContain(variable);
    }
    expect(read(['--version'])).toEqual({ config: null, printed: '1.2.3\n' });
  });
});

describe('a wrong value', () => {
  it.each([
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', '80.5'],
    ['--port', 'http'],
    ['--port', ''],
    ['--port', '1e3'],
    ['--host', ''],
    ['--host', 'http://here'],
    ['--host', 'a b'],
    ['--data', ''],
    ['--auth', 'none'],
    ['--allow-origin', '*'],
    ['--allow-origin', 'app.example'],
    ['--allow-origin', 'https://app.example/path'],
    ['--allow-origin', 'ws://app.example'],
    ['--allow-origin', 'https://me@app.example'],
    ['--allow-ip', '10.0.0.0/33'],
    ['--allow-ip', 'example.org'],
    ['--trust-proxy', '10.0.0.0/8/8'],
    ['--limit', 'tasksPerProject'],
    ['--limit', 'tasksPerProject=-1'],
    ['--limit', 'noSuchLimit=1'],
    ['--limit', 'constructor=1'],
    ['--jwt-jwks', 'id.example'],
    ['--jwt-jwks', 'file:///etc/keys.json'],
  ])('%s %j is named with what it must be', (flag, value) => {
    const error = refusal([`${flag}=${value}`]);
    expect(error.code).toBe('config.value');
    expect(error.message).toMatch(new RegExp(`^${flag} is '.*': it must .+\\.$`));
  });

  it('takes other values for limits', () => {
    const limits = { tasksPerProject: 10_000, readKept: 2_592_000_000 };
    expect(read(['--limit', 'tasksPerProject=10000', '--limit', 'readKept=2592000000']).config?.limits).toEqual(limits);
    expect(read([], { WEFT_LIMITS: 'tasksPerProject=10000, readKept=2592000000' }).config?.limits).toEqual(limits);
  });

  it('names the variable that it came from', () => {
    expect(refusal([], { WEFT_PORT: 'x' }).message).toMatch(/^WEFT_PORT is 'x': it must be a whole number/);
    expect(refusal([], { WEFT_DEBUG: 'maybe' }).message).toMatch(/^WEFT_DEBUG is 'maybe': it must be true or false/);
  });

  it.each([
    [['--prot', '1'], "unknown option '--prot'"],
    [['--port'], "option '--port <number>' argument missing"],
    [['backup'], "there is no command 'backup'"],
    [['serve', 'more'], 'too many arguments'],
  ])('%j is one line with a way on', (args, what) => {
    const error = refusal(args);
    expect(error.code).toBe('config.flag');
    expect(error.message).toContain(what);
    expect(error.message).toContain('weft --help');
    expect(error.message).not.toContain('\n');
  });
});

describe('limits of an embedding program', () => {
  it('are taken as they are; one that is left undefined is as usual', () => {
    const given: object = { tasksPerProject: undefined, roots: 5, inboxEntries: 0 };
    expect(readLimits(given)).toEqual({ roots: 5, inboxEntries: 0 });
  });
});

describe('who is let in', () => {
  it('accounts, anywhere', () => {
    expect(read(['--auth', 'accounts', '--host', '0.0.0.0']).config).toMatchObject({ auth: 'accounts', host: '0.0.0.0', jwt: null });
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org', 'localhost.example.org'])(
    'open on %s is refused unless it is asked for by name',
    (host) => {
      const error = refusal(['--auth', 'open', '--host', host]);
      expect(error.code).toBe('config.insecure');
      expect(error.message).toContain('--insecure-open');
      expect(read(['--auth', 'open', '--host', host, '--insecure-open']).config?.host).toBe(host);
    },
  );

  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('open on %s is fine', (host) => {
    expect(read(['--auth', 'open', '--host', host]).config?.host).toBe(host);
  });
});

describe('tokens of others', () => {
  const inFile = (text: string): string => {
    const file = path.join(temporaryFolder(), 'secret');
    fs.writeFileSync(file, text);
    return file;
  };

  it('are checked by a secret, from a variable or from a file without its line end', () => {
    const jwt = { secret: SECRET, issuer: 'https://id.example', audience: 'weft' };
    const expected = ['--jwt-issuer', 'https://id.example', '--jwt-audience', 'weft'];
    expect(read(['--auth', 'jwt', ...expected], { WEFT_JWT_SECRET: SECRET }).config).toMatchObject({ auth: 'jwt', jwt });
    expect(read(['--auth', 'jwt', '--jwt-secret-file', inFile(`${SECRET}\n`), ...expected]).config?.jwt).toEqual(jwt);
  });

  it("or by the issuer's keys", () => {
    const url = 'https://id.example/keys.json';
    expect(read(['--auth', 'jwt', '--jwt-jwks', url]).config?.jwt).toEqual({ jwks: new URL(url) });
  });

  it('need one way to be checked, and no more', () => {
    expect(refusal(['--auth', 'jwt'])).toMatchObject({ code: 'config.missing', message: expect.stringContaining('none is given') });
    const both = refusal(['--auth', 'jwt', '--jwt-jwks', 'https://id.example/keys'], { WEFT_JWT_SECRET: SECRET });
    expect(both).toMatchObject({ code: 'config.missing', message: expect.stringContaining('several are given') });
  });

  it('are not checked by a secret that is too short, and no message tells it', () => {
    for (const error of [
      refusal(['--auth', 'jwt'], { WEFT_JWT_SECRET: 'too-short-a-secret' }),
      refusal(['--auth', 'jwt', '--jwt-secret-file', inFile('too-short-a-secret\n')]),
    ]) {
      expect(error.code).toBe('config.value');
      expect(error.message).toContain('18 bytes: it must have 32 or more');
      expect(error.message).not.toContain('too-short-a-secret');
    }
  });

  it('whose secret can not be read name the file', () => {
    const error = refusal(['--auth', 'jwt', '--jwt-secret-file', '/no/such/file']);
    expect(error).toMatchObject({ code: 'config.value', message: expect.stringContaining("'/no/such/file': it can't be read (ENOENT)") });
  });

  it('take no secret as a flag: everybody on the machine could read it', () => {
    expect(refusal(['--auth', 'jwt', '--jwt-secret', SECRET]).code).toBe('config.flag');
  });
});
