import { describe, expect, it } from 'vitest';
import { isSource, projectFiles, readFindings, readSource } from './support/house.ts';
import { importFault } from './support/import-table.ts';

const FILES = projectFiles();
const SOURCES = FILES.filter((file) => isSource(file) && !file.endsWith('.css'));
const HOUSE = SOURCES.filter((file) => !file.startsWith('test/'));

const MAX_LINES = 400;

const AT_ROOT = [
  '.ci',
  '.gitignore',
  '.npmrc',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'package-lock.json',
  'package.json',
  'server',
  'shared',
  'test',
  'tsconfig.json',
  'web',
];

describe('the house', () => {
  it('imports only what the table allows', () => {
    const faults = HOUSE.flatMap((file) => readFindings(file, readSource(file)).imports.map((one) => importFault(file, one)));
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  it('writes the ending of every relative import', () => {
    const bare = SOURCES.flatMap((file) =>
      readFindings(file, readSource(file))
        .imports.filter(({ specifier }) => specifier.startsWith('.') && !/\.(ts|tsx|mjs|css|json)(\?.*)?$/.test(specifier))
        .map(({ specifier }) => `${file}: ${specifier}`),
    );
    expect(bare).toEqual([]);
  });

  it('has no `any`, no double cast, no silenced type error and no empty catch', () => {
    const found = SOURCES.flatMap((file) => readFindings(file, readSource(file)).forbidden.map((what) => `${file}: ${what}`));
    expect(found).toEqual([]);
  });

  it(`has no file over ${MAX_LINES} lines`, () => {
    const long = FILES.filter(isSource).filter((file) => readSource(file).trimEnd().split('\n').length > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('keeps its root tidy', () => {
    const atRoot = new Set(FILES.map((file) => file.split('/')[0] as string));
    expect([...atRoot].filter((name) => !AT_ROOT.includes(name))).toEqual([]);
  });
});

describe('the table', () => {
  const fault = (file: string, code: string) => readFindings(file, code).imports.map((one) => importFault(file, one))[0] ?? null;

  it.each([
    ['shared/bytes.ts', "import fs from 'node:fs'"],
    ['shared/bytes.ts', "import type { Buffer } from 'node:buffer'"],
    ['shared/bytes.ts', "import { createNodes } from './lexical/nodes.ts'"],
    ['shared/bytes.ts', "export { something } from '../server/config.ts'"],
    ['server/sync/room.ts', "import { WebSocket } from 'ws'"],
    ['server/sync/room.ts', "import type { WebSocket } from 'ws'"],
    ['server/sync/room.ts', "import { createLevelStore } from '../store/level.ts'"],
    ['server/sync/room.ts', "import { createJournal } from '../store/journal.ts'"],
    ['server/sync/room.ts', "type Log = import('../ops/log.ts').Log"],
    ['server/store/memory.ts', "import { ClassicLevel } from 'classic-level'"],
    ['server/ops/metrics.ts', "import { createCounters } from '../sync/counters.ts'"],
    ['web/client/connection.ts', "import { useState } from 'react'"],
    ['web/components/badge.tsx', "import { connect } from '../client/connection.ts'"],
    ['web/hooks/use-room.ts', "const later = await import('../editor/editor.tsx')"],
    ['somewhere/else.ts', "import { WebSocket } from 'ws'"],
  ])('refuses %s: %s', (file, code) => {
    expect(fault(file, code)).toContain(file);
  });

  it.each([
    ['server/sync/upgrade.ts', "import { WebSocketServer } from 'ws'"],
    ['server/sync/rooms.ts', "import type { RoomStore } from '../store/journal.ts'"],
    ['server/sync/rooms.ts', "import { StoreError } from '../store/store.ts'"],
    ['server/store/level.ts', "import { ClassicLevel } from 'classic-level'"],
    ['web/editor/editor.tsx', "import { $getRoot } from 'lexical'"],
  ])('allows %s: %s', (file, code) => {
    expect(fault(file, code)).toBeNull();
  });
});

describe('the finder of what is forbidden', () => {
  it.each([
    'let x: any;',
    'const x = y as unknown as string;',
    '// @ts-ignore\nfoo();',
    '/* @ts-expect-error */ foo();',
    'try { foo(); } catch {}',
  ])('sees %s', (code) => {
    expect(readFindings('shared/x.ts', code).forbidden).toHaveLength(1);
  });

  it('lets the rest pass', () => {
    expect(readFindings('shared/x.ts', "const any = 1 as number; try { foo(); } catch { bar('any'); }").forbidden).toEqual([]);
  });
});
