import type { DataFolder } from './folder.ts';
import { StoreError } from './store.ts';

export function closedError(): StoreError {
  return new StoreError('store.closed', 'The store is closed. Open it first.');
}

export function writeError(path: string, cause: unknown): StoreError {
  return new StoreError(
    'store.write',
    `The data folder ${path} couldn't be written: ${reason(cause)}. What was sent may be on disk or not. Free space or mend the disk; the store has to open again.`,
    { cause },
  );
}

export function unwritable(path: string, cause: unknown): StoreError {
  return new StoreError(
    'store.unwritable',
    `The data folder ${path} can't be written: ${reason(cause)}. Make it writable for this user, or name another folder.`,
    { cause },
  );
}

/** What an error at opening means. LevelDB wraps the cause. */
export function openError({ folder, database }: DataFolder, error: unknown): StoreError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  switch (levelCode(cause)) {
    case 'LEVEL_LOCKED':
      return new StoreError(
        'store.locked',
        `The data folder ${folder} is in use by another process. Stop that one first, or name another folder.`,
        { cause },
      );
    case 'LEVEL_CORRUPTION':
    case 'LEVEL_INVALID_ARGUMENT':
      return new StoreError(
        'store.corrupt',
        `The database in ${database} is damaged: ${reason(cause)}. Restore the folder from a backup.`,
        { cause },
      );
    default:
      return unwritable(folder, cause);
  }
}

/** What an error at reading `what` means. An error that isn't LevelDB's stays what it is. */
export function readError(error: unknown, what: string, room?: string): unknown {
  const code = levelCode(error);
  if (error instanceof StoreError || code === null) return error;
  if (code.endsWith('_NOT_OPEN') || code === 'LEVEL_ABORTED') return closedError();
  return new StoreError('store.corrupt', `${what} can't be read from disk: ${reason(error)}. Check the disk, or restore a backup.`, {
    room,
    cause: error,
  });
}

function levelCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('LEVEL_') ? error.code : null;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
