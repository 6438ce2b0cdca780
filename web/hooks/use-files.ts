import { useMemo } from 'react';
import { ApiError, createApi, type KeptFile } from '../client/api.ts';

export type { KeptFile };

/** Why a file wasn't taken: what it is, its size, no room in the project, one’s role, or the server is out of reach; else it just failed. */
export type FileTrouble = 'type' | 'size' | 'full' | 'role' | 'away' | 'failed';

/** The files of one project, on the page's own server. */
export interface ProjectFiles {
  /** Where it is, for an `img`: this page's own cookie opens it. */
  address(file: string): string;
  /** Resolves when the server has it on disk. Rejects as `fileTrouble` understands it, or with the signal's reason. */
  add(file: Blob, signal: AbortSignal): Promise<KeptFile>;
}

const TROUBLES: ReadonlyMap<string, FileTrouble> = new Map<string, FileTrouble>([
  ['file.type', 'type'],
  ['request.media-type', 'type'],
  ['file.too-large', 'size'],
  ['request.too-large', 'size'],
  ['limit.files', 'full'],
  ['role.insufficient', 'role'],
  ['project.unknown', 'role'],
  ['unreachable', 'away'],
]);

const api = createApi();

/** The same object for the same project. */
export function useFiles(project: string): ProjectFiles {
  return useMemo(
    () => ({ address: (file) => api.fileAddress(project, file), add: (file, signal) => api.addFile(project, file, signal) }),
    [project],
  );
}

/** The bytes that a file may have, where an error of `ProjectFiles.add` says that it had more; else null. */
export function largestFile(error: unknown): number | null {
  return error instanceof ApiError && error.code === 'file.too-large' ? error.limit : null;
}

/** What an error of `ProjectFiles.add` means. */
export function fileTrouble(error: unknown): FileTrouble {
  return (error instanceof ApiError ? TROUBLES.get(error.code) : undefined) ?? 'failed';
}
