import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { checkSpan, corrupt, type Entry, openEntry, rowRecords } from './entries.ts';
import { KIND, keyNumber, roomKey } from './keys.ts';
import { rowSpan, sealed } from './rows.ts';
import type { LogRecord } from './store.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Bytes of a segment before compression, about: what a reader of the history holds in memory at a time. */
const SEGMENT_BYTES = 256 * 1024;
/** Bytes before compression under which a segment is packed again together with what follows: small ones compress badly. */
const SMALL_SEGMENT_BYTES = 32 * 1024;

/** What packing came to: entries to write and keys to drop, in one batch. */
export interface Packed {
  readonly puts: readonly Entry[];
  readonly drops: readonly Buffer[];
}

/**
 * Packs rows into segments of bounded size; the newest segment joins in if it is small. Compresses off the main thread.
 * @throws StoreError `store.corrupt` on a wrong CRC or a gap: then nothing must be dropped
 */
export async function packRows(room: string, rows: readonly Entry[], newest: Entry | null): Promise<Packed> {
  if (rows.length === 0) return { puts: [], drops: [] };
  const puts: Entry[] = [];
  const drops: Buffer[] = [];
  let bodies: Buffer[] = [];
  let size = 0;
  let last = newest === null ? 0 : keyNumber(newest.key);
  const flush = async (): Promise<void> => {
    puts.push(await segmentEntry(room, last, Buffer.concat(bodies)));
    bodies = [];
    size = 0;
  };
  if (newest !== null && rawSize(openEntry(room, newest)) < SMALL_SEGMENT_BYTES) {
    const body = await unpack(room, newest);
    bodies.push(body);
    size = body.length;
    drops.push(newest.key);
  }
  for (const row of rows) {
    const body = openEntry(room, row);
    const span = rowSpan(body);
    checkSpan(room, keyNumber(row.key), span, last);
    if (span.first <= last) throw corrupt(room, span.first, `record ${span.first} is in the log and in a segment`);
    if (size > 0 && size + body.length > SEGMENT_BYTES) await flush();
    bodies.push(body);
    size += body.length;
    last = span.last;
    drops.push(row.key);
  }
  if (size > 0) await flush();
  return { puts, drops };
}

/** The records of a segment that must continue record `after`. @throws StoreError `store.corrupt` */
export async function segmentRecords(room: string, segment: Entry, after: number): Promise<LogRecord[]> {
  return rowRecords(room, keyNumber(segment.key), await unpack(room, segment), after);
}

/** crc (4) · size before compression (4) · deflated rows. */
async function segmentEntry(room: string, last: number, body: Buffer): Promise<Entry> {
  const key = roomKey(room, KIND.segment, last);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  return { key, value: sealed(key, size, await deflate(body)) };
}

function rawSize(body: Buffer): number {
  return body.readUInt32BE(0);
}

async function unpack(room: string, segment: Entry): Promise<Buffer> {
  const body = openEntry(room, segment);
  try {
    return await inflate(body.subarray(4), { maxOutputLength: Math.max(1, rawSize(body)) });
  } catch (error) {
    throw corrupt(room, keyNumber(segment.key), `the packed segment up to record ${keyNumber(segment.key)} doesn't unpack`, error);
  }
}
