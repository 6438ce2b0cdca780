import { readKept } from './kept.ts';

/** What this browser keeps under `key` as an object; an empty one where it keeps none: what stands there may be anybody's. */
export function readKeptObject(key: string): Readonly<Record<string, unknown>> {
  const kept = readKept(key);
  return kept === null ? {} : objectOf(parse(kept));
}

/** `value` where it is an object, else an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
