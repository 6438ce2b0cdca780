import type { ImportTrouble } from '../../i18n/transfer.ts';
import { type Documents, type ImportedDocument, importDocument } from './import-document.ts';
import type { AddImage } from './read-docx.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** A file on its way to a document. */
export interface ImportEntry {
  readonly id: number;
  readonly name: string;
  readonly state: 'waiting' | 'reading' | 'done' | 'failed';
  readonly trouble: ImportTrouble | null;
  readonly imported: ImportedDocument | null;
}

/** Imports files one after the other, in their order. */
export class ImportQueue {
  readonly #documents: Documents;
  readonly #addImage: AddImage;
  readonly #listeners = new Set<() => void>();
  #entries: readonly ImportEntry[] = [];
  #files = new Map<number, File>();
  #count = 0;
  #working = false;
  #stopped = false;

  constructor(documents: Documents, addImage: AddImage) {
    this.#documents = documents;
    this.#addImage = addImage;
  }

  readonly getSnapshot = (): readonly ImportEntry[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: readonly File[]): void {
    const more = files.map((file): ImportEntry => {
      const id = ++this.#count;
      this.#files.set(id, file);
      return { id, name: file.name, state: 'waiting', trouble: null, imported: null };
    });
    this.#set([...this.#entries, ...more]);
    void this.#work();
  }

  /** Nothing more is begun; what is under way comes to its end. */
  stop(): void {
    this.#stopped = true;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (;;) {
      const next = this.#entries.find(({ state }) => state === 'waiting');
      const file = next === undefined ? undefined : this.#files.get(next.id);
      if (next === undefined || file === undefined || this.#stopped) break;
      this.#files.delete(next.id);
      this.#change(next.id, { state: 'reading' });
      try {
        this.#change(next.id, { state: 'done', imported: await importDocument(file, this.#documents, this.#addImage) });
      } catch (error) {
        if (!(error instanceof UnreadableFile)) reportError(error);
        this.#change(next.id, { state: 'failed', trouble: error instanceof UnreadableFile ? error.trouble : 'failed' });
      }
    }
    this.#working = false;
  }

  #change(id: number, change: Partial<ImportEntry>): void {
    this.#set(this.#entries.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  #set(entries: readonly ImportEntry[]): void {
    this.#entries = entries;
    for (const listener of this.#listeners) listener();
  }
}
