import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SETTINGS } from '../server/config.ts';
import { build, run } from './support/command.ts';
import { freePort } from './support/free-port.ts';
import { projectFiles, ROOT, readSource } from './support/house.ts';
import { temporaryFolder } from './support/whole-server.ts';

const README = readSource('README.md');
const TEXTS = ['README.md', 'CONTRIBUTING.md'];

/** The contents of all code blocks in this language, '' for those without one. */
function blocks(language: string): string[] {
  const all = [...README.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  return all.filter(([, named]) => named === language).map(([, , block]) => block as string);
}

describe('the texts', () => {
  it('name commands that exist', () => {
    const { scripts } = JSON.parse(readSource('package.json')) as { scripts: Record<string, string> };
    for (const file of TEXTS) {
      const commands = [...readSource(file).matchAll(/npm (run )?([a-z]+(:[a-z]+)?)/g)].map(([, , name]) => name as string);
      expect(commands.length).toBeGreaterThan(1);
      for (const name of commands) expect(Object.keys(scripts).concat('ci'), `${file}: ${name}`).toContain(name);
    }
  });

  it('link to what exists', () => {
    for (const file of TEXTS) {
      for (const [, target] of readSource(file).matchAll(/\]\((?!http)([^)]+)\)/g)) {
        expect(fs.existsSync(path.join(ROOT, target as string)), `${file}: ${target}`).toBe(true);
      }
    }
  });

  it('list every flag as it is', () => {
    const rows = [...README.matchAll(/^\| `(--.*)$/gm)].map(([row]) => row);
    const code = (text: string): string => (text === '' ? '' : `\`${text}\` `);
    expect(rows).toEqual(
      Object.values(SETTINGS).map(({ flag, variable, initial, help }) => `| ${code(flag)}| ${code(variable)}| ${code(initial)}| ${help} |`),
    );
  });

  it('draw the map of what is there', () => {
    const files = projectFiles();
    const [map] = blocks('').filter((block) => block.startsWith('shared/'));
    let floor = '';
    for (const line of (map as string).trimEnd().split('\n')) {
      const [names = ''] = line.trim().split(/ {2,}/);
      if (!line.startsWith(' ')) floor = names;
      for (const name of names.split(' ')) {
        const place = line.startsWith(' ') ? floor + name : name;
        expect(
          files.some((file) => file === place || (place.endsWith('/') && file.startsWith(place))),
          place,
        ).toBe(true);
      }
    }
  });
});

describe('the snippets', () => {
  beforeAll(() => build(), 120_000);

  /** Runs the first command of the README at a port of its own. */
  async function started(auth: string): Promise<string> {
    const [first] = blocks('sh');
    const [program = '', ...args] = (first as string).trim().split(' ');
    const command = run(program, args, { env: { WEFT_AUTH: auth, WEFT_PORT: '0', WEFT_DATA: temporaryFolder() } });
    const [, url] = await command.shows(/^Weft is running at (http:\S+)/m);
    return url as string;
  }

  const atHome = (snippet: string, url: string): string => snippet.replaceAll('127.0.0.1:8765', new URL(url).host);

  it('start the server, whose page and endpoints answer', async () => {
    const url = await started('');
    const [page] = README.match(/http:\/\/127\.0\.0\.1:8765\/\S*/) ?? [];
    const endpoints = blocks('sh').flatMap((block) => [...block.matchAll(/^curl (\S+)$/gm)].map(([, endpoint]) => endpoint as string));
    expect(endpoints).toHaveLength(3);
    for (const endpoint of [page as string, ...endpoints]) {
      const answer = await fetch(atHome(endpoint, url));
      expect(answer.status, endpoint).toBe(200);
    }
  });

  /** A folder of somebody who has installed the package, with the server's own dependencies beside it. */
  function integrator(): string {
    const place = temporaryFolder();
    const modules = path.join(place, 'node_modules');
    fs.mkdirSync(modules);
    for (const name of fs.readdirSync(path.join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
    }
    fs.symlinkSync(ROOT, path.join(modules, 'weft'));
    return place;
  }

  it("work in an application of one's own", async () => {
    const place = integrator();
    const [snippet] = blocks('js');
    fs.writeFileSync(path.join(place, 'snippet.mjs'), (snippet as string).replaceAll('8080', String(await freePort())));
    const program = run(process.execPath, ['snippet.mjs'], { cwd: place });
    expect((await program.shows(/^Pack the box: .*$/m))[0]).toBe('Pack the box: todo → done');
  });

  it("sync from a program of one's own", async () => {
    const url = await started('open');
    const place = integrator();
    // Browsers and newer Nodes have a WebSocket of their own.
    fs.writeFileSync(path.join(place, 'socket.mjs'), "import { WebSocket } from 'ws';\nglobalThis.WebSocket = WebSocket;\n");
    const [, snippet] = blocks('js');
    fs.writeFileSync(path.join(place, 'snippet.mjs'), atHome(snippet as string, url));
    for (const expected of ["[ 'hello' ]", "[ 'hello', 'hello' ]"]) {
      const program = run(process.execPath, ['--import', './socket.mjs', 'snippet.mjs'], { cwd: place });
      expect((await program.shows(/^\[.*\]$/m))[0]).toBe(expected);
      await expect.poll(async () => (await (await fetch(`${url}/api/stats`)).json()).updates).toBe(expected.split(',').length);
      program.kill('SIGKILL');
      await program.ended;
    }
  });
});
