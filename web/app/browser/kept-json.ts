import { readKept } from '../../client/kept.ts';

/** What this browser keeps under `key` as an object; an empty one where it keeps none: what stands there may be anybody's. */
export function readKeptObject(key: string): Readonly<Record<string, unknown>> {
  return objectOf(readKeptJson(key));
}

/** What this browser keeps under `key`, which was written as JSON; null where it keeps nothing that can be read. */
export function readKeptJson(key: string): unknown {
  try {
    return JSON.parse(readKept(key) ?? 'null');
  } catch {
    return null;
  }
}

/** `value` where it is an object, else an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
