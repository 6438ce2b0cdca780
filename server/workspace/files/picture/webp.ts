import { EXIF_MARK, exifOf, orientationIn } from './exif.ts';
import { MOST_PIECES, Parts, type Source, UNSOUND } from './source.ts';

/** `RIFF`, how much comes behind that, `WEBP`. */
const HEAD = 12;
const LARGEST_EXIF = 64 * 1024;

const LOOKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** In the chunk that says which others there are. */
const HAS_XMP = 0x04;
const HAS_EXIF = 0x08;

/** Chunks of even length. What comes behind the length that the head tells is no part of the image. */
export async function webpParts(source: Source): Promise<Parts | typeof UNSOUND> {
  const head = Buffer.from(await source.at(0, HEAD));
  if (head.length < HEAD) return UNSOUND;
  const told = head.readUInt32LE(4);
  const whole = Math.min(8 + told, source.size);
  const parts = new Parts();
  let flags: Buffer | null = null;
  let hasExif = false;
  let gone = 0;
  let at = HEAD;
  for (let count = 0; at < whole; count++) {
    if (count === MOST_PIECES) return UNSOUND;
    const chunk = await source.at(at, 9);
    const name = chunk.toString('latin1', 0, 4);
    const length = chunk.length < 8 ? 0 : chunk.readUInt32LE(4);
    const end = Math.min(at + 8 + length + (length % 2), whole);
    if (chunk.length < 8) parts.keep(at, whole);
    else if (name === 'VP8X' && flags === null && chunk.length === 9) {
      flags = Buffer.from(chunk);
      parts.all.push(flags);
      parts.keep(at + 9, end);
    } else if (LOOKS.has(name)) parts.keep(at, end);
    else {
      const exif = name === 'EXIF' ? turned(await source.at(at + 8, Math.min(length, LARGEST_EXIF))) : null;
      hasExif ||= exif !== null;
      gone += end - at - (exif?.length ?? 0);
      parts.replace(exif);
    }
    at = chunk.length < 8 ? whole : end;
  }
  if (whole < source.size) parts.changed = true;
  if (flags !== null) flags[8] = (flags[8] ?? 0) & ~HAS_XMP & ~(hasExif ? 0 : HAS_EXIF);
  head.writeUInt32LE(told - gone, 4);
  parts.all.unshift(head);
  return parts;
}

function turned(held: Buffer): Buffer | null {
  const isMarked = held.toString('latin1', 0, EXIF_MARK.length) === EXIF_MARK;
  const exif = exifOf(orientationIn(isMarked ? held.subarray(EXIF_MARK.length) : held));
  if (exif === null) return null;
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(exif.length, 4);
  return Buffer.concat([head, exif]);
}
