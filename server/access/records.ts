import type { z } from 'zod';
import type { RoomStore } from '../store/journal.ts';
import { type Put, StoreError } from '../store/store.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The record that keeps `value` as JSON. */
export function put(table: string, key: string, value: object): Put {
  return { table, key, value: encoder.encode(JSON.stringify(value)) };
}

/** The record that deletes what is kept under `key`. */
export function drop(table: string, key: string): Put {
  return { table, key, value: null };
}

/**
 * Reads a whole table.
 * @throws StoreError `store.corrupt` for a record that isn't what `schema` says: rights that can't be read are never guessed
 */
export async function loadTable<T extends z.ZodType>(store: RoomStore, table: string, schema: T): Promise<Map<string, z.infer<T>>> {
  const records = new Map<string, z.infer<T>>();
  for await (const { key, value } of store.entries(table)) records.set(key, parse(table, key, value, schema));
  return records;
}

function parse<T extends z.ZodType>(table: string, key: string, value: Uint8Array, schema: T): z.infer<T> {
  try {
    return schema.parse(JSON.parse(decoder.decode(value)));
  } catch (error) {
    // The value itself is not told: it may hold a person's name, or a hash that is nobody's business.
    throw new StoreError(
      'store.corrupt',
      `The record ${JSON.stringify(key)} in the table '${table}' can't be understood. Restore the data folder from a backup, or use the version of Weft that wrote it.`,
      { cause: error },
    );
  }
}
