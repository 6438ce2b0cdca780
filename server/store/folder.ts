import { mkdir, open, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unwritable } from './errors.ts';
import { StoreError } from './store.ts';

/** Says that the folder has been used, and in which format. Written once, after the database exists. */
const MARKER = 'STORE';
const FORMAT = 'weft store 1\n';
const DATABASE = 'level';
/** An operator creates this file to say: go on without what is lost. */
const ACCEPT_LOSS = 'accept-loss';

/** A data folder that may be opened. */
export interface DataFolder {
  /** The folder without symbolic links: LevelDB's lock in one process goes by path. */
  readonly folder: string;
  /** Where LevelDB's files are. */
  readonly database: string;
  /** True for a folder that has never been used: only then may a database be created. */
  readonly fresh: boolean;
  /** True once the folder says that it has been used. */
  readonly marked: boolean;
}

/**
 * Looks at the folder, creates it if it isn't there.
 * @throws StoreError `store.missing` for a used folder without its database, `store.unwritable`
 */
export async function prepareFolder(path: string): Promise<DataFolder> {
  try {
    await mkdir(path, { recursive: true });
    const folder = await realpath(path);
    const database = join(folder, DATABASE);
    const marker = await readIfThere(join(folder, MARKER));
    const files = await list(database);
    if (marker !== null && marker !== FORMAT) throw wrongFormat(folder, marker);
    // LevelDB would quietly make an empty database where CURRENT is missing. Logs and tables exist only after CURRENT did.
    const used = marker !== null || files.some((file) => /\.(log|ldb|sst)$/.test(file));
    if (used && !files.includes('CURRENT')) throw missing(folder, database);
    return { folder, database, fresh: !used, marked: marker !== null };
  } catch (error) {
    throw error instanceof StoreError ? error : unwritable(path, error);
  }
}

/** Writes the marker, durably, once the database exists. @throws StoreError `store.unwritable` */
export async function markUsed({ folder }: DataFolder): Promise<void> {
  try {
    const file = await open(join(folder, MARKER), 'w');
    try {
      await file.writeFile(FORMAT);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** True once for an operator's wish to go on without what is lost: the file is taken away. */
export async function takeAcceptLoss({ folder }: DataFolder): Promise<boolean> {
  const file = join(folder, ACCEPT_LOSS);
  const wished = (await readIfThere(file)) !== null;
  if (wished) await rm(file);
  return wished;
}

/** LevelDB lost batches that were saved. */
export function lostBatches({ folder, database }: DataFolder, lost: readonly number[]): StoreError {
  return new StoreError(
    'store.corrupt',
    `The database in ${database} is damaged: ${lost.length} saved batches from ${lost[0]} to ${lost.at(-1)} are gone. ` +
      `Restore a backup; or, to go on without them, create the file ${join(folder, ACCEPT_LOSS)} and start again.`,
  );
}

function missing(folder: string, database: string): StoreError {
  return new StoreError(
    'store.missing',
    `The data folder ${folder} has been used, but its database is gone or incomplete: ${join(database, 'CURRENT')} is missing. ` +
      'Restore the folder from a backup, or name an empty folder to begin anew.',
  );
}

function wrongFormat(folder: string, marker: string): StoreError {
  const found = JSON.stringify(marker.slice(0, 40));
  return new StoreError(
    'store.missing',
    `${join(folder, MARKER)} says ${found} where this version writes ${JSON.stringify(FORMAT)}. Use the version that wrote the folder, or name another folder.`,
  );
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Whether it says that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Makes a folder's entries durable: what was made, moved or deleted in it. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
