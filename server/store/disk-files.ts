import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unwritable } from './errors.ts';
import type { FileDraft, FileStore } from './files.ts';
import { isAbsent, syncFolder } from './folder.ts';

/** Beside the database. */
const FILES = 'files';
/** No project's folder is called so: those have no dot. */
const DRAFTS = '.drafts';
/** Characters of a folder's name: file systems take 255 bytes. */
const LONGEST = 200;

/** Files in the data folder: `files/<project>/<name>`, and drafts in `files/.drafts`, on the same disk so that they can be moved. */
export function createDiskFiles(data: string): FileStore {
  const root = join(data, FILES);
  const drafts = join(root, DRAFTS);
  const folderOf = (project: string): string => join(root, folderName(project));

  return {
    open: async () => {
      try {
        await rm(drafts, { recursive: true, force: true });
        await mkdir(drafts, { recursive: true });
        await syncFolder(root);
        await syncFolder(data);
      } catch (error) {
        throw unwritable(root, error);
      }
    },
    begin: async () => {
      const path = join(drafts, randomUUID());
      return draft(path, await open(path, 'wx+'), folderOf);
    },
    read: async (project, name, headBytes) => {
      const file = await unlessAbsent(open(join(folderOf(project), name)));
      if (file === null) return null;
      try {
        const { size } = await file.stat();
        return { size, head: await readFrom(file, 0, headBytes), stream: file.createReadStream({ start: 0 }) };
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    size: async (project, name) => (await unlessAbsent(stat(join(folderOf(project), name))))?.size ?? null,
    total: async (project) => {
      const folder = folderOf(project);
      let total = 0;
      for (const name of (await unlessAbsent(readdir(folder))) ?? []) total += (await stat(join(folder, name))).size;
      return total;
    },
    removeAll: async (project) => {
      await rm(folderOf(project), { recursive: true, force: true });
      await syncFolder(root);
    },
  };
}

function draft(path: string, file: FileHandle, folderOf: (project: string) => string): FileDraft {
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await file.close();
    open = false;
  };
  return {
    write: (chunk) => file.writeFile(chunk),
    readAt: (from, length) => readFrom(file, from, length),
    keep: async (project, name) => {
      const folder = folderOf(project);
      const place = join(folder, name);
      await file.sync();
      await close();
      if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(dirname(folder));
      if ((await unlessAbsent(stat(place))) === null) await rename(path, place);
      else await rm(path);
      // Also for one that was there: whoever put it there may have been killed before this.
      await syncFolder(folder);
    },
    discard: async () => {
      await close();
      await rm(path, { force: true });
    },
  };
}

async function readFrom(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/**
 * A project's folder: its id, in which every byte but small letters, digits, `_` and `-` is written as `%41`. So no id leads elsewhere, and two of them
 * are never one folder, also where the file system takes `A` for `a`. A hash stands for what is too long.
 */
function folderName(project: string): string {
  const name = Array.from(Buffer.from(project), (byte) => {
    const character = String.fromCharCode(byte);
    return /[a-z0-9_-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  return name.length <= LONGEST ? name : `~${createHash('sha256').update(project).digest('hex')}`;
}
