import { crc32 } from 'node:zlib';
import { exifOf, orientationIn } from './exif.ts';
import { MOST_PIECES, Parts, type Source, UNSOUND } from './source.ts';

const SIGNATURE = 8;
/** Its length and its name before what a chunk holds, and a check sum behind it. */
const AROUND = 12;
const LARGEST_EXIF = 64 * 1024;

/** Chunks beside those that every reader must know (they begin with a capital) that say how the image looks or moves. */
const LOOKS = /^(?:cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|hIST|tRNS|pHYs|sPLT|acTL|fcTL|fdAT|[A-Z]...)$/;

/** Chunks, up to the one that ends the image: what comes behind it is no part of it. */
export async function pngParts(source: Source): Promise<Parts | typeof UNSOUND> {
  const parts = new Parts();
  parts.keep(0, SIGNATURE);
  let at = SIGNATURE;
  for (let count = 0; count < MOST_PIECES; count++) {
    const head = await source.at(at, 8);
    if (head.length < 8) {
      parts.keep(at, source.size);
      return parts;
    }
    const length = head.readUInt32BE(0);
    const name = head.toString('latin1', 4, 8);
    const end = Math.min(at + AROUND + length, source.size);
    if (LOOKS.test(name)) parts.keep(at, end);
    else parts.replace(name === 'eXIf' ? turned(await source.at(at + 8, Math.min(length, LARGEST_EXIF))) : null);
    if (name === 'IEND') {
      if (end < source.size) parts.replace(null);
      return parts;
    }
    at = end;
  }
  return UNSOUND;
}

function turned(tiff: Buffer): Buffer | null {
  const exif = exifOf(orientationIn(tiff));
  if (exif === null) return null;
  const body = Buffer.concat([Buffer.from('eXIf', 'latin1'), exif]);
  return Buffer.concat([uint32(exif.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
