import './node-version.mjs';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { locked } from './lock.mjs';
import { Failure, ROOT, runTool, say, script } from './project.mjs';

const SHARED = ['package-lock.json', 'tsconfig.json', 'shared'];

/** What `npm start` needs. */
const APP = ['server', 'web'];

/** What is built: from which sources, into which folders of dist, by what. */
const PARTS = [
  {
    name: 'server',
    sources: [...SHARED, 'server'],
    folders: ['server', 'shared'],
    build: (out) => runTool('typescript/bin/tsc', ['-p', 'server', '--noEmit', 'false', '--outDir', out], { aside: true }),
  },
  {
    name: 'web',
    sources: [...SHARED, 'web'],
    folders: ['web'],
    build: (out) =>
      runTool('vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts', '--outDir', `${out}/web`, '--emptyOutDir'], {
        quiet: true,
        // Whatever it is where we were started, as among tests: else it would be an app for developers.
        env: { NODE_ENV: 'production' },
      }),
  },
  {
    // What applications of others import. It uses the server's `shared`, so that both know the same classes.
    name: 'kit',
    sources: [...SHARED, 'web', 'server/scripts/build.mjs'],
    folders: ['kit'],
    build: (out) => {
      const code = runTool('typescript/bin/tsc', ['-p', 'web/tsconfig.kit.json', '--noEmit', 'false', '--outDir', out], { aside: true });
      if (code !== 0) return code;
      fs.renameSync(`${out}/web`, `${out}/kit`);
      fs.writeFileSync(`${out}/kit/styles.css`, styleSheet(`${ROOT}/web/styles/kit.css`));
      // So that TypeScript lets it be imported without a bundler's types.
      fs.writeFileSync(`${out}/kit/styles.d.ts`, 'export {};\n');
      return code;
    },
  },
];

/** Builds into dist what changed since the last build: the named parts, or what `npm start` needs. */
export function ensureBuilt(names = APP) {
  for (const part of PARTS) {
    if (!names.includes(part.name) || isBuilt(part)) continue;
    locked(() => {
      if (!isBuilt(part)) build(part);
    });
  }
}

function build(part) {
  say(`Building the ${part.name} …`);
  const hash = hashOf(part.sources);
  const next = `${ROOT}/dist/.next-${part.name}`;
  const last = `${ROOT}/dist/.last-${part.name}`;
  fs.rmSync(next, { recursive: true, force: true });
  if (part.build(next) !== 0) throw new Failure(`The ${part.name} can't be built: what is wrong is above.`);
  fs.rmSync(stampOf(part), { force: true });
  fs.rmSync(last, { recursive: true, force: true });
  fs.mkdirSync(last, { recursive: true });
  for (const folder of part.folders) {
    const place = `${ROOT}/dist/${folder}`;
    if (fs.existsSync(place)) fs.renameSync(place, `${last}/${folder}`);
    fs.renameSync(`${next}/${folder}`, place);
  }
  fs.writeFileSync(stampOf(part), hash);
  fs.rmSync(next, { recursive: true, force: true });
  fs.rmSync(last, { recursive: true, force: true });
}

/** A style sheet with all that it imports in place. */
function styleSheet(file) {
  const text = fs.readFileSync(file, 'utf8');
  return text.replace(/^@import "(.+)";$/gm, (_, name) => styleSheet(path.join(path.dirname(file), name)));
}

function stampOf(part) {
  return `${ROOT}/dist/.built-${part.name}`;
}

function isBuilt(part) {
  return fs.existsSync(stampOf(part)) && fs.readFileSync(stampOf(part), 'utf8') === hashOf(part.sources);
}

/** One hash over names and contents of all files below `sources`. */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(`${ROOT}/${source}`)) {
      hash
        .update(`${path.relative(ROOT, file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesBelow(place) {
  if (!fs.statSync(place).isDirectory()) return [place];
  return fs
    .readdirSync(place)
    .sort()
    .flatMap((name) => filesBelow(`${place}/${name}`));
}

// npm run build, or by itself with the names of the parts to build.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  script(() => {
    ensureInstalled();
    ensureBuilt(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  });
}
