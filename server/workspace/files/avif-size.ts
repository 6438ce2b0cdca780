import type { ReadAt, Size } from './image-size.ts';

/** Boxes beside each other that are looked at; an image has a dozen. */
const BOXES = 100;
/** Bytes of the box of properties. */
const PROPERTIES = 64 * 1024;

interface Box {
  readonly type: string;
  /** Where its content lies in the file. */
  readonly from: number;
  readonly to: number;
}

/** The largest size that the properties tell: others are those of previews and of tiles. */
export async function avifSize(read: ReadAt): Promise<Size | null> {
  const meta = await find(read, 'meta', 0, Number.MAX_SAFE_INTEGER);
  // After its version come boxes.
  const iprp = meta && (await find(read, 'iprp', meta.from + 4, meta.to));
  const ipco = iprp && (await find(read, 'ipco', iprp.from, iprp.to));
  if (!ipco) return null;
  const properties = await read(ipco.from, Math.min(ipco.to - ipco.from, PROPERTIES));
  let largest: Size | null = null;
  let turned = false;
  for (const { type, from } of boxesIn(properties)) {
    if (type === 'irot') turned ||= ((properties[from] ?? 0) & 1) === 1;
    if (type !== 'ispe' || from + 12 > properties.length) continue;
    const size = { width: properties.readUInt32BE(from + 4), height: properties.readUInt32BE(from + 8) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest !== null && turned ? { width: largest.height, height: largest.width } : largest;
}

async function find(read: ReadAt, type: string, from: number, to: number): Promise<Box | null> {
  let at = from;
  for (let count = 0; count < BOXES && at < to; count++) {
    const box = boxAt(await read(at, 8), 0);
    if (box === null) return null;
    if (box.type === type) return { type, from: at + 8, to: Math.min(at + box.to, to) };
    at += box.to;
  }
  return null;
}

function* boxesIn(bytes: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; count < BOXES; count++) {
    const box = boxAt(bytes, at);
    if (box === null) return;
    yield box;
    at = box.to;
  }
}

/** Null where none begins, or one whose length isn't told in four bytes: those are never in front of the properties. */
function boxAt(bytes: Buffer, at: number): Box | null {
  if (at + 8 > bytes.length) return null;
  const length = bytes.readUInt32BE(at);
  return length < 8 ? null : { type: bytes.toString('latin1', at + 4, at + 8), from: at + 8, to: at + length };
}
