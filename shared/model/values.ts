import * as Y from 'yjs';
import { isId } from '../rooms.ts';
import type { Malformed, Parsed } from './records.ts';

/*
 * What clients write may be anything at all: another type where a map should be, a number where a text should be. These
 * readers take what can be understood and say null to the rest; none of them throws or changes anything.
 */

/** The latest time that a Date can hold, ms: above it formatting throws. */
const LATEST_TIME = 8.64e15;

/** Characters of a key that a report of something malformed repeats. */
const REPORTED_KEY = 128;

/** The map at the root of a document; null where this replica took it for something else. */
export function rootMap(doc: Y.Doc, name: string): Y.Map<unknown> | null {
  const type = doc.share.get(name);
  if (type === undefined || type.constructor === Y.AbstractType || type instanceof Y.Map) return doc.getMap<unknown>(name);
  return null;
}

/** The array at the root of a document, see `rootMap`. */
export function rootArray(doc: Y.Doc, name: string): Y.Array<unknown> | null {
  const type = doc.share.get(name);
  if (type === undefined || type.constructor === Y.AbstractType || type instanceof Y.Array) return doc.getArray<unknown>(name);
  return null;
}

export function isMap(value: unknown): value is Y.Map<unknown> {
  return value instanceof Y.Map;
}

/** The record under `id`, or null where there is none. */
export function recordIn(map: Y.Map<unknown> | null, id: string): Y.Map<unknown> | null {
  const record = map?.get(id);
  return isMap(record) ? record : null;
}

/** At most `max` UTF-16 units of a text, never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** A text, cut to `max` UTF-16 units, or null. */
export function textOf(value: unknown, max: number): string | null {
  return typeof value === 'string' ? cut(value, max) : null;
}

/** The text of a `Y.Text` or of a string, or null. */
export function sharedTextOf(value: unknown, max: number): string | null {
  // An XmlText is a Text too, but its string is markup.
  if (value instanceof Y.Text && !(value instanceof Y.XmlText)) return cut(value.toString(), max);
  return textOf(value, max);
}

/** An id that may name something, or null. */
export function idOf(value: unknown): string | null {
  return typeof value === 'string' && isId(value) ? value : null;
}

/** A time in ms since 1970, or null. */
export function timeOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= LATEST_TIME ? value : null;
}

/** One of a list's words, or null. */
export function wordOf<T extends string>(value: unknown, words: readonly T[]): T | null {
  return words.find((word) => word === value) ?? null;
}

/** A day as `YYYY-MM-DD` that the calendar has, or null. */
export function dayOf(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? null : value;
}

/** A plain object as JSON has them, or null. */
export function jsonOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Y.AbstractType) return null;
  return ArrayBuffer.isView(value) ? null : (value as Readonly<Record<string, unknown>>);
}

export function malformed(at: string, why: string): Malformed {
  return { at: cut(at, REPORTED_KEY), why };
}

/**
 * Reads the records of a map, each a `Y.Map` under its id.
 * @param parse the record, or why it can't be understood
 */
export function parseMap<T extends object>(
  map: Y.Map<unknown> | null,
  at: string,
  parse: (id: string, record: Y.Map<unknown>) => T | string,
): { readonly items: T[]; readonly malformed: Malformed[] } {
  const items: T[] = [];
  const faults: Malformed[] = [];
  if (map === null) return { items, malformed: [malformed(at, 'is no map')] };
  map.forEach((record, id) => {
    const parsed = !isId(id) ? 'is no possible id' : isMap(record) ? parse(id, record) : 'is no map';
    if (typeof parsed === 'string') faults.push(malformed(`${at}/${id}`, parsed));
    else items.push(parsed);
  });
  return { items, malformed: faults };
}

/** Reads the records of an array. @param parse the record, or why it can't be understood */
export function parseArray<T extends object>(
  array: Y.Array<unknown> | null,
  at: string,
  parse: (record: unknown) => T | string,
): Parsed<T> & { readonly items: T[] } {
  const items: T[] = [];
  const faults: Malformed[] = [];
  if (array === null) return { items, malformed: [malformed(at, 'is no array')] };
  array.forEach((record, index) => {
    const parsed = parse(record);
    if (typeof parsed === 'string') faults.push(malformed(`${at}/${index}`, parsed));
    else items.push(parsed);
  });
  return { items, malformed: faults };
}
