import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtMain, type Command, run } from '../support/command.ts';
import { RawClient } from '../support/raw-client.ts';
import { docAs, textOf, type } from '../support/updates.ts';
import { temporaryFolder } from '../support/whole-server.ts';

let main: string;

beforeAll(async () => {
  main = await builtMain();
});

const weft = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Command => run(process.execPath, [main, ...args], { env });

async function started(command: Command): Promise<string> {
  const [, url] = await command.shows(/^Weft is running at (http:\S+)/m);
  return url as string;
}

/** What it says when it can't start: one line, no stack, nothing on stdout. */
async function complaint(command: Command): Promise<{ code: number | null; line: string }> {
  const { code } = await command.ended;
  const { stdout, stderr } = command.output;
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^weft: [^\n]+\n$/);
  return { code, line: stderr.trimEnd() };
}

describe('weft', () => {
  it('runs, by flags or variables, and makes its data folder', async () => {
    const folder = temporaryFolder();
    const byFlags = weft(['serve', '--auth', 'open', '--port', '0', '--data', path.join(folder, 'new', 'one')]);
    const byVariables = weft([], { WEFT_AUTH: 'accounts', WEFT_PORT: '0', WEFT_DATA: path.join(folder, 'two') });
    for (const command of [byFlags, byVariables]) {
      const url = await started(command);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    }
    expect(fs.readdirSync(folder).sort()).toEqual(['new', 'two']);
  });

  it('prints help and version and ends well', async () => {
    const help = weft(['--help']);
    expect((await help.ended).code).toBe(0);
    expect(help.output.stdout).toContain('--insecure-open');
    const version = weft(['--version']);
    expect((await version.ended).code).toBe(0);
    expect(version.output.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['--port', 'x'], '--port'],
    [['--prot', '1'], '--prot'],
    [['restore'], 'restore'],
    [['--auth', 'jwt'], 'WEFT_JWT_SECRET'],
    [['--auth', 'open', '--host', '0.0.0.0'], '--insecure-open'],
  ])('%j ends with one line and code 2', async (args, named) => {
    const { code, line } = await complaint(weft(args));
    expect(code).toBe(2);
    expect(line).toContain(named);
  });

  it('names the port that is taken', async () => {
    const blocker = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as net.AddressInfo;
    const { code, line } = await complaint(weft(['--port', String(port), '--data', temporaryFolder()]));
    await new Promise((resolve) => blocker.close(resolve));
    expect(code).toBe(1);
    expect(line).toContain(`Port ${port}`);
    expect(line).toContain('--port');
  });

  it('names the data folder that another process uses, which goes on', async () => {
    const data = temporaryFolder();
    const first = weft(['--port', '0', '--data', data]);
    const url = await started(first);
    const { code, line } = await complaint(weft(['--port', '0', '--data', data]));
    expect(code).toBe(1);
    expect(line).toContain(data);
    expect(line).toContain('in use');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('names the data folder that can not be made', async () => {
    const file = path.join(temporaryFolder(), 'file');
    fs.writeFileSync(file, 'not a folder');
    const { code, line } = await complaint(weft(['--port', '0', '--data', path.join(file, 'data')]));
    expect(code).toBe(1);
    expect(line).toContain(path.join(file, 'data'));
  });
});

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('[CL2] %s saves, closes sockets with 1012, and ends with 0', async (signal) => {
    const data = temporaryFolder();
    const command = weft(['--auth', 'open', '--port', '0', '--data', data]);
    const client = await RawClient.open({ url: (await started(command)).replace('http', 'ws'), room: 'r' });
    client.step1();
    await client.frame('step2');
    client.update(type(docAs(7), 'last words'));
    await client.roundTrip();
    command.kill(signal);
    expect(await client.ended()).toEqual({ code: 1012, reason: 'server.stopping' });
    expect(await command.ended).toEqual({ code: 0, signal: null });
    expect(command.output.stderr).toBe('');
    const again = weft(['--auth', 'open', '--port', '0', '--data', data]);
    const later = await RawClient.open({ url: (await started(again)).replace('http', 'ws'), room: 'r' });
    later.step1();
    await later.frame('step2');
    expect(textOf(later.frames.flatMap((frame) => (frame.type === 'update' || frame.type === 'step2' ? [frame.update] : [])))).toBe(
      'last words',
    );
    await later.close();
  });

  it('ends at once when it comes again', async () => {
    const command = weft(['--auth', 'open', '--port', '0', '--data', temporaryFolder()]);
    // A client that never answers the closing handshake keeps the drain waiting.
    const client = await RawClient.open({ url: (await started(command)).replace('http', 'ws'), room: 'r' });
    client.pause();
    command.kill('SIGTERM');
    await expect
      .poll(async () =>
        fetch(`${command.output.stdout.match(/http:\S+/)?.[0]}/healthz`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
    command.kill('SIGTERM');
    expect(await command.ended).toEqual({ code: 143, signal: null });
    client.terminate();
  });
});
