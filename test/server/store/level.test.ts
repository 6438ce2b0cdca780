import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLevelStore } from '../../../server/store/level.ts';
import { storeContract } from './contract.ts';
import { records, snapshotAt, wholeHistory } from './records.ts';
import { openLevel, temporaryFolder } from './support.ts';

storeContract('level', async () => {
  const folder = await temporaryFolder();
  let store = await openLevel(folder);
  return {
    store,
    async restart() {
      await store.close();
      store = await openLevel(folder);
      return store;
    },
  };
});

it('has every batch fsynced: writes, compactions, probes', async () => {
  const batch = vi.spyOn(ClassicLevel.prototype, 'batch');
  onTestFinished(() => batch.mockRestore());
  const store = await openLevel(await temporaryFolder());
  await store.write({ rooms: [{ room: 'a', records: records(1, 1) }], cursors: [{ name: 'notifier', room: 'a', seq: 1 }] });
  await store.compact('a', snapshotAt(1));
  await store.probe();
  expect(batch.mock.calls.map(([, options]: readonly unknown[]) => options)).toEqual([{ sync: true }, { sync: true }, { sync: true }]);
});

it('refuses writes after a write error until it is opened again', async () => {
  const folder = await temporaryFolder();
  const store = await openLevel(folder);
  await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
  const batch = vi.spyOn(ClassicLevel.prototype, 'batch').mockRejectedValueOnce(new Error('No space left on device'));
  onTestFinished(() => batch.mockRestore());
  const failed = { code: 'store.write', message: expect.stringMatching(/No space left on device.*Free space/) };
  await expect(store.write({ rooms: [{ room: 'a', records: records(2, 2) }] })).rejects.toMatchObject(failed);
  await expect(store.write({ rooms: [{ room: 'a', records: records(2, 2) }] })).rejects.toMatchObject(failed);
  await expect(store.compact('a', snapshotAt(1))).rejects.toMatchObject(failed);
  await expect(store.probe()).rejects.toMatchObject(failed);
  expect(await store.head('a')).toBe(1);
  await store.reopen();
  await store.write({ rooms: [{ room: 'a', records: records(2, 2) }] });
  expect(await wholeHistory(store, 'a')).toEqual(records(1, 2));
});

describe('the data folder', () => {
  it('is created, with folders above it', async () => {
    const folder = join(await temporaryFolder(), 'not', 'yet', 'there');
    const store = await openLevel(folder);
    await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
    expect((await readdir(folder)).sort()).toEqual(['STORE', 'level']);
  });

  it('has one store at a time, also by another path', async () => {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    const link = join(await temporaryFolder(), 'link');
    await symlink(folder, link);
    for (const path of [folder, link]) {
      await expect(createLevelStore({ folder: path }).open()).rejects.toMatchObject({
        code: 'store.locked',
        message: expect.stringMatching(/in use by another process.*Stop that one/),
      });
    }
    await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
    await store.close();
    expect(await (await openLevel(link)).head('a')).toBe(1);
  });

  it('that was used is not opened empty when its CURRENT is missing', async () => {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
    await store.close();
    const [current, aside] = [join(folder, 'level', 'CURRENT'), join(folder, 'CURRENT')];
    await rename(current, aside);
    const missing = { code: 'store.missing', message: expect.stringContaining('CURRENT') };
    await expect(createLevelStore({ folder }).open()).rejects.toMatchObject(missing);
    await rename(join(folder, 'STORE'), join(folder, 'other'));
    await expect(createLevelStore({ folder }).open()).rejects.toMatchObject(missing);
    await rename(aside, current);
    expect(await (await openLevel(folder)).head('a')).toBe(1);
  });

  it('that was used is not opened empty when the database is gone', async () => {
    const folder = await temporaryFolder();
    await (await openLevel(folder)).close();
    await rm(join(folder, 'level'), { recursive: true });
    await expect(createLevelStore({ folder }).open()).rejects.toMatchObject({ code: 'store.missing' });
    expect(await readdir(folder)).toEqual(['STORE']);
  });

  it('opens after an end between the database and the marker, and is marked then', async () => {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
    await store.close();
    await rm(join(folder, 'STORE'));
    const again = await openLevel(folder);
    expect(await again.head('a')).toBe(1);
    expect(await readFile(join(folder, 'STORE'), 'utf8')).toBe('weft store 1\n');
  });

  it('of a format that this version does not know is left alone', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'STORE'), 'weft store 2\n');
    await expect(createLevelStore({ folder }).open()).rejects.toMatchObject({
      code: 'store.missing',
      message: expect.stringContaining('weft store 2'),
    });
    expect(await readdir(folder)).toEqual(['STORE']);
  });

  it('that can not be written is named', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const path = join(folder, 'file', 'data');
    await expect(createLevelStore({ folder: path }).open()).rejects.toMatchObject({
      code: 'store.unwritable',
      message: expect.stringContaining(path),
    });
    const taken = join(folder, 'taken');
    await mkdir(join(taken, 'STORE'), { recursive: true });
    await expect(createLevelStore({ folder: taken }).open()).rejects.toMatchObject({ code: 'store.unwritable' });
  });

  it('whose database lacks a file is reported as damaged', async () => {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
    await store.close();
    // Opening moves what is in the log into a table.
    await (await openLevel(folder)).close();
    const table = (await readdir(join(folder, 'level'))).find((file) => file.endsWith('.ldb')) ?? '';
    await rm(join(folder, 'level', table));
    await expect(createLevelStore({ folder }).open()).rejects.toMatchObject({
      code: 'store.corrupt',
      message: expect.stringContaining('backup'),
    });
  });

  it('does not come back by reopening after it was closed meanwhile', async () => {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    const [reopened] = await Promise.allSettled([store.reopen(), store.close()]);
    expect(reopened.status).toBe('fulfilled');
    await expect(store.head('a')).rejects.toMatchObject({ code: 'store.closed' });
    expect(await wholeHistory(await openLevel(folder), 'a')).toEqual([]);
  });
});
