import type { ReadAt } from '../image-size.ts';

/** A piece of a file: bytes of the file itself, or others in the place of some. */
export type Part = { readonly from: number; readonly to: number } | Buffer;

/** The file isn't built as its kind is, or of very many pieces. */
export const UNSOUND = 'unsound';

/** Pieces that an image is made of: encoders write some dozens, and long ones of 4 KB each in large files. */
export const MOST_PIECES = 50_000;

/** Bytes that are read at once: the heads of pieces beside each other are one look at the disk. */
const WINDOW = 64 * 1024;

/** A file that is looked through from its start to its end. */
export class Source {
  readonly size: number;
  readonly #read: ReadAt;
  #from = 0;
  #window: Buffer = Buffer.alloc(0);

  constructor(size: number, read: ReadAt) {
    this.size = size;
    this.#read = read;
  }

  /** So many bytes, at most 64 KB; fewer where it ends. */
  async at(from: number, length: number): Promise<Buffer> {
    const end = Math.min(from + length, this.size);
    if (from < this.#from || end > this.#from + this.#window.length) {
      this.#from = from;
      this.#window = from >= this.size ? Buffer.alloc(0) : await this.#read(from, WINDOW);
    }
    return this.#window.subarray(from - this.#from, Math.max(from, end) - this.#from);
  }
}

/** Pieces one after the other: what stands beside each other in the file is one. */
export class Parts {
  readonly all: Part[] = [];
  /** Something is not as it was. */
  changed = false;

  keep(from: number, to: number): void {
    const last = this.all.at(-1);
    if (from >= to) return;
    if (last !== undefined && !Buffer.isBuffer(last) && last.to === from) this.all[this.all.length - 1] = { from: last.from, to };
    else this.all.push({ from, to });
  }

  /** Something goes, or other bytes come in its place. */
  replace(by: Buffer | null): void {
    this.changed = true;
    if (by !== null) this.all.push(by);
  }
}
