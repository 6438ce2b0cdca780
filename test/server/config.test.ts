import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, SETTINGS } from '../../server/config.ts';

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

describe('the configuration', () => {
  it('has a value for everything', () => {
    expect(read([]).config).toEqual({
      host: '127.0.0.1',
      port: 8765,
      data: path.resolve('data'),
      auth: 'open',
      allowOrigins: [],
      debug: false,
    });
  });

  it('is read from flags, with or without the command', () => {
    const flags = ['--host', 'localhost', '--port', '9000', '--data', '/var/lib/weft', '--auth', 'open', '--debug'];
    const expected = { host: 'localhost', port: 9000, data: '/var/lib/weft', auth: 'open', allowOrigins: [], debug: true };
    expect(read(flags).config).toEqual(expected);
    expect(read(['serve', ...flags]).config).toEqual(expected);
    expect(read([...flags, 'serve']).config).toEqual(expected);
  });

  it('is read from variables; a flag wins, an empty variable counts as none', () => {
    const env = { WEFT_HOST: '0.0.0.0', WEFT_PORT: '9000', WEFT_INSECURE_OPEN: 'true', WEFT_DEBUG: '1', WEFT_DATA: '' };
    expect(read(['--port', '0'], env).config).toEqual({
      host: '0.0.0.0',
      port: 0,
      data: path.resolve('data'),
      auth: 'open',
      allowOrigins: [],
      debug: true,
    });
  });

  it('takes several origins, repeated or in a list, as browsers write them', () => {
    const expected = ['https://app.example', 'http://localhost:5173'];
    const flags = ['--allow-origin', 'https://APP.example:443/', '--allow-origin', 'http://localhost:5173'];
    expect(read([...flags, 'serve']).config?.allowOrigins).toEqual(expected);
    expect(read([], { WEFT_ALLOW_ORIGIN: 'https://app.example, http://localhost:5173' }).config?.allowOrigins).toEqual(expected);
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
  ])('%s %j is named with what it must be', (flag, value) => {
    const error = refusal([`${flag}=${value}`]);
    expect(error.code).toBe('config.value');
    expect(error.message).toMatch(new RegExp(`^${flag} is '.*': it must .+\\.$`));
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

describe('who is let in', () => {
  it.each(['accounts', 'jwt'])('--auth %s says that it does not exist yet', (auth) => {
    const error = refusal(['--auth', auth]);
    expect(error.code).toBe('config.unavailable');
    expect(error.message).toContain(`--auth ${auth} does not exist yet`);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org', 'localhost.example.org'])(
    'open on %s is refused unless it is asked for by name',
    (host) => {
      const error = refusal(['--host', host]);
      expect(error.code).toBe('config.insecure');
      expect(error.message).toContain('--insecure-open');
      expect(read(['--host', host, '--insecure-open']).config?.host).toBe(host);
    },
  );

  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('open on %s is fine', (host) => {
    expect(read(['--host', host]).config?.host).toBe(host);
  });
});
