import type { NodeKey } from 'lexical';
import type { ImageValue } from '../../../shared/lexical/image.ts';
import { type FileTrouble, fileTrouble, type KeptFile, largestFile } from '../../hooks/use-files.ts';
import { drawnImage } from './drawn-image.ts';

/** An image on its way: only the person who adds it sees it. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly alt: string;
  readonly file: File;
  /** An address in this browser. */
  readonly preview: string;
  /** The block that it will come after; null for the top of the text. */
  readonly after: NodeKey | null;
  readonly state: 'waiting' | 'sending' | FileTrouble;
  /** The bytes that it may have, where the server says that it has more. */
  readonly most: number | null;
}

export interface UploadQueueOptions {
  readonly add: (file: Blob, signal: AbortSignal) => Promise<KeptFile>;
  /** Puts it into the document. @returns its key, or null where one may not write any more */
  readonly insert: (after: NodeKey | null, image: ImageValue) => NodeKey | null;
  /** All that waited is there. */
  readonly onDone: (count: number) => void;
}

const NONE: readonly Upload[] = Object.freeze([]);

/** Sends images one after the other, so that they come into the text in their order, each when the server has it on disk. */
export class UploadQueue {
  readonly #options: UploadQueueOptions;
  readonly #listeners = new Set<() => void>();
  #uploads: readonly Upload[] = NONE;
  #count = 0;
  #done = 0;
  #sending: AbortController | null = null;

  constructor(options: UploadQueueOptions) {
    this.#options = options;
  }

  readonly getSnapshot = (): readonly Upload[] => this.#uploads;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: readonly { readonly file: File; readonly alt: string }[], after: NodeKey | null): void {
    const more = files.map(
      ({ file, alt }): Upload => ({
        id: ++this.#count,
        name: file.name,
        alt,
        file,
        preview: URL.createObjectURL(file),
        after,
        state: file.type === '' || file.type.startsWith('image/') ? 'waiting' : 'type',
        most: null,
      }),
    );
    this.#set([...this.#uploads, ...more]);
    void this.#work();
  }

  /** @param which all that failed because the server was away, where no id is given */
  again(which?: number): void {
    this.#set(
      this.#uploads.map((one) => (which === one.id || (which === undefined && one.state === 'away') ? { ...one, state: 'waiting' } : one)),
    );
    void this.#work();
  }

  dismiss(id: number): void {
    const gone = this.#uploads.find((one) => one.id === id);
    if (gone?.state === 'sending') this.#sending?.abort();
    this.#remove(id);
  }

  /** The text changed: tells of each place where it is now. */
  follow(placeOf: (after: NodeKey) => NodeKey | null): void {
    const moved = this.#uploads.map((one) => (one.after === null ? one : { ...one, after: placeOf(one.after) }));
    if (moved.some(({ after }, index) => after !== this.#uploads[index]?.after)) this.#set(moved);
  }

  /** Nothing more is sent or put into the text. */
  stop(): void {
    for (const { id } of this.#uploads) this.dismiss(id);
  }

  async #work(): Promise<void> {
    if (this.#sending !== null) return;
    for (;;) {
      const next = this.#uploads.find(({ state }) => state === 'waiting');
      if (next === undefined) break;
      this.#sending = new AbortController();
      this.#change(next.id, { state: 'sending' });
      await this.#send(next, this.#sending.signal);
    }
    this.#sending = null;
    if (this.#done > 0) this.#options.onDone(this.#done);
    this.#done = 0;
  }

  async #send({ id, file, alt }: Upload, signal: AbortSignal): Promise<void> {
    try {
      const { file_id, width, height } = await this.#options.add(await drawnImage(file), signal);
      const current = this.#uploads.find((one) => one.id === id);
      if (current === undefined) return;
      const key = this.#options.insert(current.after, { file: file_id, alt, width, height });
      if (key === null) {
        this.#change(id, { state: 'role' });
        return;
      }
      this.#done += 1;
      this.#remove(id);
      // What was to come to the same place comes behind it.
      this.#set(this.#uploads.map((one) => (one.after === current.after && one.id > id ? { ...one, after: key } : one)));
    } catch (error) {
      if (!signal.aborted) this.#change(id, { state: fileTrouble(error), most: largestFile(error) });
    }
  }

  #remove(id: number): void {
    for (const one of this.#uploads) if (one.id === id) URL.revokeObjectURL(one.preview);
    this.#set(this.#uploads.filter((one) => one.id !== id));
  }

  #change(id: number, change: Partial<Upload>): void {
    this.#set(this.#uploads.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads.length === 0 ? NONE : uploads;
    for (const listener of this.#listeners) listener();
  }
}
