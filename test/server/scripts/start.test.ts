import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../support/command.ts';
import { ROOT } from '../../support/house.ts';
import { createSandbox, type Sandbox, usesLimit } from '../../support/sandbox.ts';

const CI = 'ci --include=dev --loglevel=error';
const RUNNING = /^\{"pid":(\d+),"args":(\[.*\])\}$/m;

/** Starts, waits until the server runs, and ends it. Answers what the scripts said. */
async function startAndEnd(sandbox: Sandbox): Promise<string> {
  const command = sandbox.script('start.mjs');
  await command.shows(RUNNING);
  command.kill('SIGTERM');
  await command.ended;
  return command.output.stderr;
}

async function ended(command: Command) {
  return { ...(await command.ended), ...command.output };
}

describe('npm start', () => {
  it('installs and builds once, and again only what changed', async () => {
    const sandbox = createSandbox();
    expect(await startAndEnd(sandbox)).toBe('weft: Installing packages …\nweft: Building the server …\nweft: Building the web …\n');
    expect(sandbox.npmCalls()).toEqual([CI]);
    expect(fs.readdirSync(path.join(sandbox.folder, 'dist')).sort()).toEqual(['.built-server', '.built-web', 'server', 'shared', 'web']);

    expect(await startAndEnd(sandbox)).toBe('');

    sandbox.write('server/uses.ts', usesLimit('LIMIT * 2'));
    expect(await startAndEnd(sandbox)).toBe('weft: Building the server …\n');
    expect(sandbox.read('dist/server/uses.js')).toContain('LIMIT * 2');
    expect(fs.existsSync(path.join(sandbox.folder, 'dist/shared/limits.js'))).toBe(true);

    sandbox.write('web/index.html', '<!doctype html><title>Another page</title>\n');
    expect(await startAndEnd(sandbox)).toBe('weft: Building the web …\n');
    expect(sandbox.read('dist/web/index.html')).toContain('Another page');

    sandbox.write('package-lock.json', `${sandbox.read('package-lock.json')}\n`);
    expect(await startAndEnd(sandbox)).toBe('weft: Installing packages …\nweft: Building the server …\nweft: Building the web …\n');
    expect(sandbox.npmCalls()).toEqual([CI, CI]);
  });

  it('builds a part by its name', async () => {
    const sandbox = createSandbox();
    const built = await ended(sandbox.script('build.mjs', ['server']));
    expect(built).toMatchObject({ code: 0, stderr: 'weft: Installing packages …\nweft: Building the server …\n' });
    expect(fs.readdirSync(path.join(sandbox.folder, 'dist')).sort()).toEqual(['.built-server', 'server', 'shared']);
  });

  it('leaves packages alone that were installed by hand', async () => {
    const sandbox = createSandbox();
    fs.mkdirSync(path.join(sandbox.folder, 'node_modules'));
    for (const name of fs.readdirSync(path.join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(sandbox.folder, 'node_modules', name));
    }
    fs.copyFileSync(path.join(ROOT, 'node_modules/.package-lock.json'), path.join(sandbox.folder, 'node_modules/.package-lock.json'));
    expect(await startAndEnd(sandbox)).not.toContain('Installing');
    expect(sandbox.npmCalls()).toEqual([]);
  });

  it('is the server: arguments, signals and exit codes pass', async () => {
    const sandbox = createSandbox();
    const command = sandbox.script('start.mjs', ['--port', '0']);
    const [, pid, args] = await command.shows(RUNNING);
    expect(args).toBe('["--port","0"]');
    process.kill(Number(pid), 'SIGTERM');
    expect(await command.ended).toEqual({ code: 7, signal: null });
    expect((await sandbox.script('start.mjs', ['--end']).ended).code).toBe(5);
  });

  it('passes signals through npm itself', async () => {
    const sandbox = createSandbox();
    await startAndEnd(sandbox);
    const command = sandbox.run('npm', ['start', '--', '--port', '0']);
    const [, , args] = await command.shows(RUNNING);
    expect(args).toBe('["--port","0"]');
    command.kill('SIGTERM');
    expect(await command.ended).toEqual({ code: 7, signal: null });
  });

  it('says what failed, keeps the last build, and mends itself', async () => {
    const sandbox = createSandbox();
    await startAndEnd(sandbox);
    sandbox.write('server/uses.ts', usesLimit("LIMIT + 'no number'"));
    const failed = await ended(sandbox.script('start.mjs'));
    expect(failed).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/weft: The server can't be built: what is wrong is above\.\n$/),
    });
    expect(failed.stderr).toContain('uses.ts');
    expect(failed.stdout).toBe('');
    expect(sandbox.read('dist/server/uses.js')).not.toContain('no number');
    sandbox.write('server/uses.ts', usesLimit('LIMIT * 3'));
    expect(await startAndEnd(sandbox)).toContain('Building the server');
    expect(sandbox.read('dist/server/uses.js')).toContain('LIMIT * 3');
  });

  it('says when packages can not be installed, and tries again the next time', async () => {
    const sandbox = createSandbox();
    const failed = await ended(sandbox.script('start.mjs', [], { NPM_FAILS: '1' }));
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/weft: The packages can't be installed: [^\n]+\n$/) });
    await startAndEnd(sandbox);
    expect(sandbox.npmCalls()).toEqual([CI, CI]);
  });

  it('installs and builds once for two starts at once', async () => {
    const sandbox = createSandbox();
    const said = (await Promise.all([startAndEnd(sandbox), startAndEnd(sandbox)])).join('');
    expect(sandbox.npmCalls()).toEqual([CI]);
    expect(said.match(/Building the server/g)).toHaveLength(1);
    expect(said.match(/Building the web/g)).toHaveLength(1);
  });

  it('takes over the lock of a process that is gone', async () => {
    const sandbox = createSandbox();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    sandbox.write('dist/.lock', String(pid));
    await startAndEnd(sandbox);
    expect(fs.existsSync(path.join(sandbox.folder, 'dist/.lock'))).toBe(false);
  });

  it.each(['start.mjs', 'build.mjs', 'dev.mjs'])('%s says in one line that Node is too old', async (script) => {
    const sandbox = createSandbox();
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.18.3' } })`;
    const { code, stdout, stderr } = await ended(sandbox.run(process.execPath, ['--import', old, `server/scripts/${script}`]));
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'weft: Node 20.18.3 is too old. It needs Node 20.19 or newer: https://nodejs.org/\n',
    });
  });
});
