import type { TableEntry, TableRange } from './store.ts';
import { tableBounds, tableKey } from './tables.ts';

interface Kept {
  readonly bytes: Buffer;
  readonly key: string;
  readonly value: Uint8Array;
}

/** A table in memory: its records in the order in which a database would have them. */
export class MemoryTable {
  readonly #records: Kept[] = [];

  get(key: string): Uint8Array | null {
    const bytes = tableKey('', key);
    const found = this.#records[this.#index(bytes)];
    return found?.key === key ? new Uint8Array(found.value) : null;
  }

  /** Null deletes. */
  put(key: string, value: Uint8Array | null): void {
    const bytes = tableKey('', key);
    const index = this.#index(bytes);
    const replaced = this.#records[index]?.key === key ? 1 : 0;
    const records = value === null ? [] : [{ bytes, key, value: new Uint8Array(value) }];
    this.#records.splice(index, replaced, ...records);
  }

  /** A copy of what is there now. */
  entries(range: TableRange): TableEntry[] {
    const { gte, lt } = tableBounds('', range);
    const records = this.#records.slice(this.#index(gte), this.#index(lt));
    if (range.reverse === true) records.reverse();
    return records.slice(0, range.limit).map(({ key, value }) => ({ key, value: new Uint8Array(value) }));
  }

  /** How many records come before `bytes`. */
  #index(bytes: Buffer): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Buffer.compare((this.#records[middle] as Kept).bytes, bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
