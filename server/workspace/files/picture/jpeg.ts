import { EXIF_MARK, exifOf, orientationIn } from './exif.ts';
import { MOST_PIECES, Parts, type Source, UNSOUND } from './source.ts';

/** Bytes of a segment that may hold how the camera was held. */
const LONGEST = 64 * 1024;

/** What programs write beside the image that it needs to look as it does, by marker: how they begin. */
const NEEDED: ReadonlyMap<number, string> = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
]);

/**
 * Segments: `ff`, a marker, and for most of them a length and what they hold. Behind the head of a scan come its bits, in which an `ff` has a zero
 * behind it. What comes behind the end is another image, or a film, with facts of its own.
 */
export async function jpegParts(source: Source): Promise<Parts | typeof UNSOUND> {
  const parts = new Parts();
  parts.keep(0, 2);
  let at = 2;
  for (let count = 0; count < MOST_PIECES; count++) {
    const head = await source.at(at, 4);
    const marker = head[1] ?? 0;
    // What breaks off or is none here stays: browsers draw what there is.
    if (head.length < 2 || head[0] !== 0xff) return rest(parts, source, at);
    if (marker === 0xff) {
      parts.keep(at, at + 1);
      at += 1;
    } else if (marker === 0xd9) {
      parts.keep(at, at + 2);
      if (at + 2 < source.size) parts.replace(null);
      return parts;
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      parts.keep(at, at + 2);
      at += 2;
    } else {
      const length = head.length < 4 ? 0 : head.readUInt16BE(2);
      if (length < 2) return rest(parts, source, at);
      const end = Math.min(at + 2 + length, source.size);
      const isAside = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
      const held = isAside ? await source.at(at + 4, Math.min(length - 2, LONGEST)) : null;
      if (held === null || isNeeded(marker, held)) parts.keep(at, end);
      else parts.replace(orientationSegment(marker, held));
      at = marker === 0xda ? await endOfBits(source, parts, end) : end;
    }
    if (at >= source.size) return parts;
  }
  return UNSOUND;
}

function rest(parts: Parts, source: Source, at: number): Parts {
  parts.keep(at, source.size);
  return parts;
}

function isNeeded(marker: number, held: Buffer): boolean {
  const begins = NEEDED.get(marker);
  return begins !== undefined && held.toString('latin1', 0, begins.length) === begins;
}

function orientationSegment(marker: number, held: Buffer): Buffer | null {
  if (marker !== 0xe1 || held.toString('latin1', 0, EXIF_MARK.length) !== EXIF_MARK) return null;
  const exif = exifOf(orientationIn(held.subarray(EXIF_MARK.length)));
  if (exif === null) return null;
  const head = Buffer.from([0xff, 0xe1, 0, 2 + EXIF_MARK.length + exif.length]);
  return Buffer.concat([head, Buffer.from(EXIF_MARK, 'latin1'), exif]);
}

/** Keeps the bits of a scan. @returns where the next segment begins, or the file ends */
async function endOfBits(source: Source, parts: Parts, from: number): Promise<number> {
  for (let at = from; at < source.size; ) {
    const bits = await source.at(at, LONGEST);
    for (let found = bits.indexOf(0xff); found !== -1; found = bits.indexOf(0xff, found + 1)) {
      const next = bits[found + 1];
      if (next === undefined || next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)) continue;
      parts.keep(from, at + found);
      return at + found;
    }
    // The last one may be half a marker.
    at += Math.max(1, bits.length - 1);
  }
  parts.keep(from, source.size);
  return source.size;
}
