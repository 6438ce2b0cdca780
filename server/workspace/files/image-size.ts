import type { FileType } from '../../../shared/files.ts';
import { avifSize } from './avif-size.ts';
import { jpegSize } from './jpeg-size.ts';

/** px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Reads so many bytes of a file from a place on; fewer where it ends. */
export type ReadAt = (from: number, length: number) => Promise<Buffer>;

/**
 * How large an image of this type is drawn, as the header of the file says. Hostile files are no danger: a few small pieces are read, and nothing is
 * unpacked. Null where the header isn't as it must be.
 */
export async function imageSize(type: FileType, read: ReadAt): Promise<Size | null> {
  const size = await sizeOf(type, read);
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

/** Bytes in which all but JPEG and AVIF say it. */
const HEADER = 30;

async function sizeOf(type: FileType, read: ReadAt): Promise<Size | null> {
  if (type === 'image/jpeg') return jpegSize(read);
  if (type === 'image/avif') return avifSize(read);
  const head = await read(0, HEADER);
  if (type === 'image/gif') return head.length < 10 ? null : { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  if (head.length < HEADER) return null;
  return type === 'image/png' ? pngSize(head) : webpSize(head);
}

function pngSize(head: Buffer): Size | null {
  return head.toString('latin1', 12, 16) === 'IHDR' ? { width: head.readUInt32BE(16), height: head.readUInt32BE(20) } : null;
}

/** Three kinds: with loss, without, and with more parts than the image alone. */
function webpSize(head: Buffer): Size | null {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      if (head.readUIntBE(23, 3) !== 0x9d012a) return null;
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      if (head[20] !== 0x2f) return null;
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}
