import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemTime } from '../../../server/ops/time.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { createLevelStore } from '../../../server/store/level.ts';
import type { LogRecord, Store } from '../../../server/store/store.ts';
import { eventually } from '../../support/eventually.ts';
import { failingStore } from '../../support/failing-store.ts';
import { testLog } from '../../support/test-log.ts';
import { record, wholeHistory } from './records.ts';

/** A disk that gets full, and room on it when the test asks. */
interface SmallDisk {
  readonly title: string;
  readonly folder: string;
  store(): Store;
  makeRoom(): void;
  remove(): void;
}

const LIMITS = { commitDelay: 2, reopenMin: 20, reopenMax: 100 };
const ROOMS = ['a', 'b', 'c'];
const RECORD_BYTES = 20_000;

/** A small tmpfs where this user may mount one; else LevelDB behind an adapter that fails as a full disk does. */
function smallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'weft-disk-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    return failingAdapter(folder, error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error), remove);
  }
  return {
    title: 'a full disk (a tmpfs of 6 MB)',
    folder,
    store: () => createLevelStore({ folder }),
    makeRoom: () => void execFileSync('mount', ['-o', 'remount,size=64m', folder]),
    remove: () => {
      // Lazily: a test that failed leaves its store open.
      execFileSync('umount', ['--lazy', folder]);
      remove();
    },
  };
}

function failingAdapter(folder: string, why: string | undefined, remove: () => void): SmallDisk {
  const store = failingStore(createLevelStore({ folder }));
  let room = 50;
  store.faults.delay = async () => {
    if (room-- === 0) store.faults.failAfter = 1;
    if (room < 0) store.faults.failReopen = Number.POSITIVE_INFINITY;
  };
  return {
    title: `a full disk (a failing adapter, as no tmpfs can be mounted here: ${why})`,
    folder,
    store: () => store,
    makeRoom: () => {
      room = Number.POSITIVE_INFINITY;
      store.faults.failReopen = 0;
    },
    remove,
  };
}

const disk = smallDisk();
afterAll(() => disk.remove());

it(`${disk.title}: nothing is acknowledged while it lasts, and nothing is lost after it`, async () => {
  const store = disk.store();
  await store.open();
  const log = testLog();
  const journal = createJournal({ store, time: systemTime, limits: LIMITS, log });
  const written = new Map<string, LogRecord[]>(ROOMS.map((room) => [room, []]));
  const appends: Promise<void>[] = [];
  let acked = 0;
  let ackedWhileFailing = 0;
  const append = (room: string): void => {
    const all = written.get(room) ?? [];
    const next = record(all.length + 1, { update: new Uint8Array(randomBytes(RECORD_BYTES)) });
    all.push(next);
    const told = journal.write({
      records: [{ table: 'count', key: room, value: new Uint8Array(Buffer.from(String(all.length))) }],
      cursors: [{ name: 'follower', room, seq: all.length }],
    });
    appends.push(
      Promise.all([journal.append(room, [next]), told]).then(() => {
        acked++;
        if (!journal.healthy) ackedWhileFailing++;
      }),
    );
  };

  await eventually('the disk is full', async () => {
    for (const room of ROOMS) append(room);
    return !journal.healthy;
  });
  const before = acked;
  for (const room of ROOMS) append(room);
  await eventually('it was opened again in vain', () => log.errors().length > 3);
  await expect(journal.probe()).rejects.toMatchObject({ code: 'store.write' });
  expect([acked, journal.healthy]).toEqual([before, false]);

  disk.makeRoom();
  await eventually('it writes again', () => journal.healthy);
  for (const room of ROOMS) append(room);
  await Promise.all(appends);
  expect([acked, ackedWhileFailing]).toEqual([appends.length, 0]);
  await journal.close();
  await store.close();

  const again = createLevelStore({ folder: disk.folder });
  await again.open();
  for (const [room, all] of written) {
    const found = await wholeHistory(again, room);
    expect(found.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq));
    const count = await again.get('count', room);
    expect([Buffer.from(count ?? []).toString(), await again.cursor('follower', room)]).toEqual([String(all.length), all.length]);
    for (const [index, { update }] of found.entries()) expect(Buffer.compare(update, all[index]?.update ?? update.subarray(1))).toBe(0);
  }
  await again.close();
});
