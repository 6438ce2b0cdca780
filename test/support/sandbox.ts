import fs from 'node:fs';
import path from 'node:path';
import { type Command, run } from './command.ts';
import { ROOT } from './house.ts';
import { temporaryFolder } from './whole-server.ts';

/** A server that tells what reached it, and ends as it is told. */
const MAIN = `
const idle = setInterval(() => undefined, 1000);
process.on('SIGTERM', () => {
  clearInterval(idle);
  process.exitCode = 7;
});
process.stdout.write(\`\${JSON.stringify({ pid: process.pid, args: process.argv.slice(2) })}\\n\`);
if (process.argv.includes('--end')) process.exit(5);
`;

/** A file of the server that needs one of `shared`. */
export function usesLimit(value: string): string {
  return `import { LIMIT } from '../shared/limits.ts';\nexport const limit: number = ${value};\n`;
}

/** Stands for npm where an install would take a minute: notes what it was told, and puts the packages of this project in place. */
const NPM = `
const fs = require('node:fs');
fs.appendFileSync(process.env.NPM_NOTES, process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(1);
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync('node_modules');
for (const name of fs.readdirSync(process.env.NPM_FROM)) {
  if (name.startsWith('.')) continue;
  fs.symlinkSync(process.env.NPM_FROM + '/' + name, 'node_modules/' + name);
}
`;

/** A small project with this one's scripts, for what would disturb this one. */
export interface Sandbox {
  readonly folder: string;
  /** What npm was told, a line a call. */
  npmCalls(): string[];
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs one of the scripts. */
  script(file: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Command;
  /** Runs a program in it. */
  run(program: string, args: readonly string[]): Command;
}

export function createSandbox(): Sandbox {
  const folder = temporaryFolder();
  const outside = temporaryFolder();
  const notes = path.join(outside, 'notes');
  const npm = path.join(outside, 'npm.js');
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'server/tsconfig.json', 'server/scripts']) {
    fs.cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  write('server/main.ts', MAIN);
  write('shared/limits.ts', 'export const LIMIT = 1;\n');
  write('server/uses.ts', usesLimit('LIMIT'));
  write('web/vite.config.ts', "export default { root: 'web' };\n");
  write('web/index.html', '<!doctype html><title>A page</title>\n');
  fs.writeFileSync(npm, NPM);
  fs.writeFileSync(notes, '');
  const env = { npm_execpath: npm, NPM_NOTES: notes, NPM_FROM: path.join(ROOT, 'node_modules') };
  return {
    folder,
    npmCalls: () => fs.readFileSync(notes, 'utf8').split('\n').slice(0, -1),
    write,
    read: (file) => fs.readFileSync(path.join(folder, file), 'utf8'),
    script: (file, args = [], more = {}) =>
      run(process.execPath, [`server/scripts/${file}`, ...args], { cwd: folder, env: { ...env, ...more } }),
    run: (program, args) => run(program, args, { cwd: folder }),
  };
}
