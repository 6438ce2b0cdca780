import type { Readable } from 'node:stream';

/** A file that is being written: nobody finds it before it is kept. */
export interface FileDraft {
  write(chunk: Uint8Array): Promise<void>;
  /** Reads back what was written; fewer bytes where it ends. */
  readAt(from: number, length: number): Promise<Buffer>;
  /**
   * Gives it its place, durably: resolves when a power cut leaves it there. A file that has this name already stays, and the draft goes.
   * Calls for one project must not overlap.
   */
  keep(project: string, name: string): Promise<void>;
  /** Throws it away; nothing where it was kept. */
  discard(): Promise<void>;
}

/** A file to read. Destroy the stream, or read it to its end. */
export interface StoredFile {
  readonly size: number;
  /** Bytes from its start. */
  readonly head: Buffer;
  readonly stream: Readable;
}

/**
 * Bytes by project and name, beside the store. Names are the caller's: letters and digits alone. Projects may be called anything.
 * Every method rejects with what the disk says.
 */
export interface FileStore {
  /** Makes its folder, and throws away what was never kept. @throws StoreError `store.unwritable` */
  open(): Promise<void>;
  begin(): Promise<FileDraft>;
  /** Null for none. */
  read(project: string, name: string, headBytes: number): Promise<StoredFile | null>;
  /** Bytes of a file, null for none. */
  size(project: string, name: string): Promise<number | null>;
  /** Bytes of all of a project's files. */
  total(project: string): Promise<number>;
  /** Deletes all of a project's files. */
  removeAll(project: string): Promise<void>;
}
