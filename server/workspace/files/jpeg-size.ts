import type { ReadAt, Size } from './image-size.ts';
import { EXIF_MARK, orientationIn } from './picture/exif.ts';

/** Segments before the one that tells the size: colour profiles and depth maps come in many. */
const SEGMENTS = 1_000;
/** Bytes of a segment that may hold how the camera was held. */
const EXIF = 64 * 1024;

/** Goes from segment to segment up to the frame. A photo that was taken upright says so beside its size: browsers turn it. */
export async function jpegSize(read: ReadAt): Promise<Size | null> {
  let turned = false;
  let at = 2;
  for (let count = 0; count < SEGMENTS; count++) {
    const head = await read(at, 9);
    if (head.length < 9 || head[0] !== 0xff) return null;
    const marker = head.readUInt8(1);
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      const [height, width] = [head.readUInt16BE(5), head.readUInt16BE(7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    const length = head.readUInt16BE(2);
    // A segment counts its own length; what has none comes after the frame alone.
    if (length < 2 || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) return null;
    if (marker === 0xe1) turned = isTurned(await read(at + 4, Math.min(length - 2, EXIF))) ?? turned;
    at += 2 + length;
  }
  return null;
}

/** The markers that begin an image; among them stand those of tables (c4, c8, cc). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Whether the image lies on its side, as Exif tells it. Null where it says nothing of it. */
function isTurned(segment: Buffer): boolean | null {
  if (segment.toString('latin1', 0, EXIF_MARK.length) !== EXIF_MARK) return null;
  const orientation = orientationIn(segment.subarray(EXIF_MARK.length));
  return orientation === null ? null : orientation >= 5;
}
