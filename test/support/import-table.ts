/** Who may import whom: the table of the house. The first area whose pattern fits a file is the file's. */
import path from 'node:path';
import type { Import } from './house.ts';

interface Area {
  readonly name: string;
  readonly files: RegExp;
  /** Names of other areas. An area may always import itself. */
  readonly areas: readonly string[];
  /** Names of packages; `node:` stands for Node's own modules. */
  readonly packages: readonly string[];
}

const YJS = ['yjs', 'lib0', 'y-protocols'];
const LEXICAL = ['lexical', '@lexical/*'];

const AREAS: readonly Area[] = [
  { name: 'shared/lexical', files: /^shared\/lexical\//, areas: ['shared'], packages: ['yjs', ...LEXICAL] },
  { name: 'shared', files: /^shared\//, areas: [], packages: ['yjs', 'lib0', 'fractional-indexing'] },
  { name: 'server/scripts', files: /^server\/scripts\//, areas: [], packages: ['node:'] },
  { name: 'server/config', files: /^server\/config\.ts$/, areas: ['shared', 'server/access'], packages: ['node:', 'commander', 'zod'] },
  { name: 'server/ops', files: /^server\/ops\//, areas: ['shared'], packages: ['node:', 'pino', 'prom-client'] },
  {
    name: 'server/store/level',
    files: /^server\/store\/level\.ts$/,
    areas: ['server/store'],
    packages: ['classic-level'],
  },
  { name: 'server/store', files: /^server\/store\//, areas: ['shared'], packages: ['node:'] },
  {
    name: 'server/sync/socket',
    files: /^server\/sync\/(upgrade|connection)\.ts$/,
    areas: ['shared', 'server/sync'],
    packages: ['node:', 'ws'],
  },
  { name: 'server/sync', files: /^server\/sync\//, areas: ['shared', 'server/store'], packages: ['node:', 'yjs', 'lib0'] },
  {
    name: 'server/access',
    files: /^server\/access\//,
    areas: ['shared', 'server/store', 'server/sync'],
    packages: ['node:', 'jose', 'zod'],
  },
  {
    name: 'server/workspace',
    files: /^server\/workspace\//,
    areas: ['shared', 'shared/lexical', 'server/sync', 'server/store', 'server/access'],
    packages: ['node:', 'yjs', ...LEXICAL, 'fflate', 'zod'],
  },
  {
    name: 'server/http',
    files: /^server\/http\//,
    areas: ['shared', 'server/ops', 'server/store', 'server/sync', 'server/access', 'server/workspace'],
    packages: ['node:', 'fastify', '@fastify/*', 'fastify-type-provider-zod', 'openapi-types', 'zod'],
  },
  {
    name: 'server',
    files: /^server\/(server|admission|index|main)\.ts$/,
    areas: [
      'shared',
      'shared/lexical',
      'server/config',
      'server/ops',
      'server/store',
      'server/store/level',
      'server/sync',
      'server/sync/socket',
      'server/access',
      'server/workspace',
      'server/http',
    ],
    packages: ['node:'],
  },
  { name: 'web/vite', files: /^web\/vite\.config\.ts$/, areas: [], packages: ['node:', 'vite', '@vitejs/*'] },
  { name: 'web/worker', files: /^web\/worker\//, areas: [], packages: [] },
  { name: 'web/i18n', files: /^web\/i18n\//, areas: [], packages: [] },
  { name: 'web/styles', files: /^web\/styles\//, areas: [], packages: [] },
  { name: 'web/client', files: /^web\/client\//, areas: ['shared'], packages: [...YJS, 'y-websocket'] },
  { name: 'web/hooks', files: /^web\/hooks\//, areas: ['shared', 'web/client'], packages: ['react'] },
  {
    name: 'web/components',
    files: /^web\/components\//,
    areas: ['shared', 'web/hooks', 'web/i18n'],
    packages: ['react', 'react-dom', 'lucide-react', 'sonner', '@tanstack/react-virtual', '@atlaskit/*'],
  },
  {
    name: 'web/react',
    files: /^web\/react\.ts$/,
    areas: ['shared', 'web/hooks', 'web/components', 'web/i18n'],
    packages: [],
  },
  {
    name: 'web/editor',
    files: /^web\/editor\//,
    areas: ['shared', 'shared/lexical', 'web/hooks', 'web/components', 'web/i18n'],
    packages: ['react', 'react-dom', 'lucide-react', '@floating-ui/dom', '@atlaskit/*', 'lowlight', 'docx', 'mammoth', ...YJS, ...LEXICAL],
  },
  {
    name: 'web/app',
    files: /^web\/app\//,
    areas: ['shared', 'web/client', 'web/hooks', 'web/components', 'web/editor', 'web/i18n', 'web/styles'],
    packages: ['react', 'react-dom', 'lucide-react', 'wouter'],
  },
];

/** `server/sync` sees the store's interface, not its implementations: these files, the second by type alone. */
const STORE_INTERFACE = 'server/store/store.ts';
const STORE_TYPES = 'server/store/journal.ts';

/** The area of a file, or null for one that no area takes. Tests are no part of the house: they may import everything. */
function areaOf(file: string): Area | null {
  return AREAS.find((area) => area.files.test(file)) ?? null;
}

/** Why a file may not import what it imports, or null where it may. */
export function importFault(file: string, { specifier, typeOnly }: Import): string | null {
  const area = areaOf(file);
  if (area === null) return `${file} is in no area of the import table`;
  const fault = (why: string): string => `${file} imports ${specifier}: ${why}`;
  if (!specifier.startsWith('.')) {
    return area.packages.some((allowed) => isPackage(specifier, allowed)) ? null : fault(`${area.name} may not use that package`);
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const targetArea = areaOf(target);
  if (targetArea === null) return fault(`${target} is in no area of the import table`);
  if (targetArea !== area && !area.areas.includes(targetArea.name)) return fault(`${area.name} may not import ${targetArea.name}`);
  if (area.name.startsWith('server/sync') && targetArea.name === 'server/store') {
    const allowed = target === STORE_INTERFACE || (target === STORE_TYPES && typeOnly);
    if (!allowed) return fault("server/sync sees the store's interface alone");
  }
  return null;
}

function isPackage(specifier: string, allowed: string): boolean {
  if (allowed === 'node:') return specifier.startsWith('node:');
  if (allowed.endsWith('/*')) return specifier.startsWith(allowed.slice(0, -1));
  return specifier === allowed || specifier.startsWith(`${allowed}/`);
}
