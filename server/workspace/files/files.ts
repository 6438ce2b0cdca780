import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  FILE_TYPES,
  type FileResult,
  type FileType,
  HEAD_BYTES,
  isFileId,
  LARGEST_AREA,
  LARGEST_SIDE,
  typeOfBytes,
} from '../../../shared/files.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import { Problem } from '../../../shared/problems.ts';
import type { FileDraft, FileStore } from '../../store/files.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import { imageSize } from './image-size.ts';
import { type Part, pictureParts, UNSOUND } from './picture/picture.ts';

export interface FileEntry {
  /** SHA-256 of its bytes as they are kept, in hex. */
  readonly file_id: string;
  readonly type: FileType;
  /** Bytes. */
  readonly size: number;
  /** px, as it is drawn. */
  readonly width: number;
  readonly height: number;
}

export interface ReadFile {
  readonly type: FileType;
  /** Bytes. */
  readonly size: number;
  /** Destroy it, or read it to its end. */
  readonly stream: Readable;
}

/**
 * The images of projects, named by their content. Rights are the caller's to check. They stay when a document that shows them is deleted: other
 * documents and earlier states may show them too. They go with their project.
 */
export interface Files {
  /**
   * Keeps the picture that `source` brings, without what cameras write beside it, see `pictureParts`. Resolves when it is on disk. What is there already is answered again and counted once.
   * @param confirm called when everything has come, before anything is kept: throws where it may not be kept any more
   * @throws Problem `file.type`, `file.too-large`, `limit.files`, `store.failing`, `request.invalid` where the source breaks off; what `confirm` throws
   */
  add(project: string, source: AsyncIterable<Uint8Array>, confirm?: () => Promise<void>): Promise<FileEntry>;
  /** Null where the project has no such file. */
  read(project: string, file: string): Promise<ReadFile | null>;
}

export interface ProjectFiles extends Files {
  /** The record that a project's files are to be deleted: written with what deletes the project, so that no crash leaves them. */
  removal(project: string): Put;
  /** Deletes them, at the latest at the next start. To be called when that record is on disk. */
  remove(project: string): Promise<void>;
}

/** Told of each file that is sent, and of its bytes as they came. */
export type OnFile = (result: FileResult, bytes: number) => void;

export interface FilesOptions {
  /** Open. */
  readonly files: FileStore;
  readonly store: Pick<RoomStore, 'entries' | 'write'>;
  /** Whether there is such a project. */
  readonly has: (project: string) => boolean;
  readonly onFile: OnFile;
  readonly limits: Pick<Limits, 'fileBytes' | 'projectFileBytes'>;
  readonly log: Log;
}

/** Bytes that are copied at once. */
const COPIED = 256 * 1024;

/** Projects whose files are to be deleted. */
const REMOVALS = 'files-removal';

/** Ends what a crash kept from ending. */
export async function createFiles(options: FilesOptions): Promise<ProjectFiles> {
  const files = new KeptFiles(options);
  for await (const { key } of options.store.entries(REMOVALS)) await files.remove(key);
  return files;
}

class KeptFiles implements ProjectFiles {
  readonly #options: FilesOptions;
  /** Bytes by project, of those that were asked about. */
  readonly #totals = new Map<string, number>();
  /** The last that changes a project's files: the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: FilesOptions) {
    this.#options = options;
  }

  async add(project: string, source: AsyncIterable<Uint8Array>, confirm: () => Promise<void> = async () => undefined): Promise<FileEntry> {
    const drafts: FileDraft[] = [];
    const begin = async (): Promise<FileDraft> => {
      const draft = await this.#onDisk(this.#options.files.begin());
      drafts.push(draft);
      return draft;
    };
    let result: FileResult = 'refused';
    let bytes = 0;
    const counted = counting(source, (length) => {
      bytes += length;
    });
    try {
      const received = await begin();
      const whole = await this.#receive(received, counted);
      const parts = await this.#partsOf(received, whole);
      const draft = parts === null ? received : await begin();
      const entry = parts === null ? whole : { ...whole, ...(await this.#copy(received, parts, draft)) };
      await confirm();
      result = await this.#inTurn(project, () => this.#keep(project, draft, entry));
      return entry;
    } finally {
      this.#options.onFile(result, bytes);
      for (const draft of drafts) {
        await draft
          .discard()
          .catch((cause: unknown) => this.#options.log.warn({ err: cause }, 'A draft of a file stays until the next start.'));
      }
    }
  }

  async read(project: string, file: string): Promise<ReadFile | null> {
    if (!isFileId(file)) return null;
    const found = await this.#options.files.read(project, file, HEAD_BYTES);
    if (found === null) return null;
    const type = typeOfBytes(found.head);
    if (type !== null) return { type, size: found.size, stream: found.stream };
    found.stream.destroy();
    this.#options.log.warn({ project, file }, 'A file on disk is none that was kept: it is damaged. Restore it from a backup.');
    return null;
  }

  removal(project: string): Put {
    return { table: REMOVALS, key: project, value: new Uint8Array() };
  }

  async remove(project: string): Promise<void> {
    const { files, store, log } = this.#options;
    try {
      await this.#inTurn(project, async () => {
        this.#totals.delete(project);
        await files.removeAll(project);
      });
      await store.write({ records: [{ table: REMOVALS, key: project, value: null }] });
    } catch (error) {
      log.warn({ err: error, project }, "The files of a deleted project couldn't be deleted; the next start tries again.");
    }
  }

  /** Writes the draft as it comes, and no more of it than may be. */
  async #receive(draft: FileDraft, source: AsyncIterable<Uint8Array>): Promise<FileEntry> {
    const { fileBytes } = this.#options.limits;
    const hash = createHash('sha256');
    let size = 0;
    let type: FileType | null = null;
    for await (const chunk of untilItBreaks(source)) {
      size += chunk.length;
      if (size > fileBytes) throw tooLarge(`A file may have ${fileBytes} bytes. Make the image smaller and send it again.`, fileBytes);
      hash.update(chunk);
      await this.#onDisk(draft.write(chunk));
      // The first chunk may hold a single byte.
      if (type === null && size >= HEAD_BYTES) type = typeOf(await this.#onDisk(draft.readAt(0, HEAD_BYTES)));
    }
    type ??= typeOf(await this.#onDisk(draft.readAt(0, HEAD_BYTES)));
    const sides = await this.#onDisk(imageSize(type, (from, length) => draft.readAt(from, length)));
    if (sides === null) throw damaged(type);
    const { width, height } = sides;
    if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) {
      throw tooLarge(`An image of ${width} × ${height} pixels is more than browsers draw. Make it smaller and send it again.`);
    }
    return { file_id: hash.digest('hex'), type, size, width, height };
  }

  /** What of it is the picture; null for all of it. */
  async #partsOf(draft: FileDraft, { type, size }: FileEntry): Promise<readonly Part[] | null> {
    const parts = await this.#onDisk(pictureParts(type, size, (from, length) => draft.readAt(from, length)));
    if (parts === UNSOUND) throw damaged(type);
    return parts;
  }

  async #copy(from: FileDraft, parts: readonly Part[], to: FileDraft): Promise<Pick<FileEntry, 'file_id' | 'size'>> {
    const hash = createHash('sha256');
    let size = 0;
    for (const part of parts) {
      for await (const chunk of bytesOf(part, from)) {
        size += chunk.length;
        hash.update(chunk);
        await this.#onDisk(to.write(chunk));
      }
    }
    return { file_id: hash.digest('hex'), size };
  }

  /** Alone at it for this project: what two uploads bring is counted one after the other. */
  async #keep(project: string, draft: FileDraft, { file_id, size }: FileEntry): Promise<'kept' | 'known'> {
    const { files, has, limits } = this.#options;
    if (!has(project)) throw new Problem('project.unknown', 'The project was deleted meanwhile.');
    const total = this.#totals.get(project) ?? (await this.#onDisk(files.total(project)));
    const isKnown = (await this.#onDisk(files.size(project, file_id))) !== null;
    const more = isKnown ? 0 : size;
    if (total + more > limits.projectFileBytes) {
      throw new Problem(
        'limit.files',
        `The files of a project may have ${limits.projectFileBytes} bytes in all, and there are ${total}. Whoever runs the server can allow more: weft --limit projectFileBytes=…`,
      );
    }
    // What fails half may be there or not: then the disk is asked again.
    this.#totals.delete(project);
    await this.#onDisk(draft.keep(project, file_id));
    this.#totals.set(project, total + more);
    return isKnown ? 'known' : 'kept';
  }

  async #inTurn<T>(project: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(project) ?? Promise.resolve()).then(work, work);
    this.#turns.set(project, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(project) === turn) this.#turns.delete(project);
    }
  }

  /** @throws Problem `store.failing` */
  async #onDisk<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.#options.log.warn({ err: error }, "A file couldn't be written to the data folder. Free space or mend the disk.");
      throw new Problem(
        'store.failing',
        'The server can not write files to its disk just now. Free space or mend the disk, then send it again.',
        {
          cause: error,
        },
      );
    }
  }
}

/** @throws Problem `file.type` */
function typeOf(head: Buffer): FileType {
  const type = typeOfBytes(head);
  if (type !== null) return type;
  throw new Problem('file.type', `The bytes are those of no image that is taken here. Send ${FILE_TYPES.join(', ')}.`);
}

function damaged(type: FileType): Problem {
  return new Problem('file.type', `The file begins like ${type}, but it is damaged. Save the image anew and send that.`);
}

/** @param limit the bytes that it may have, where those are too many */
function tooLarge(message: string, limit?: number): Problem {
  return new Problem('file.too-large', message, limit === undefined ? {} : { limit });
}

async function* counting(source: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count(chunk.length);
    yield chunk;
  }
}

async function* bytesOf(part: Part, draft: FileDraft): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(part)) {
    yield part;
    return;
  }
  for (let at = part.from; at < part.to; ) {
    const chunk = await draft.readAt(at, Math.min(COPIED, part.to - at));
    if (chunk.length === 0) throw new Error('A draft of a file ended before its end.');
    at += chunk.length;
    yield chunk;
  }
}

/** The same bytes; a line that breaks off is told apart from a disk that fails. @throws Problem `request.invalid` */
async function* untilItBreaks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new Problem('request.invalid', 'The file broke off before its end. Send it again.', { cause });
  }
}
