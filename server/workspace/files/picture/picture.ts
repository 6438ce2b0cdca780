import type { FileType } from '../../../../shared/files.ts';
import type { ReadAt } from '../image-size.ts';
import { jpegParts } from './jpeg.ts';
import { pngParts } from './png.ts';
import { type Part, type Parts, Source, UNSOUND } from './source.ts';
import { webpParts } from './webp.ts';

export { type Part, UNSOUND };

const KINDS: Partial<Record<FileType, (source: Source) => Promise<Parts | typeof UNSOUND>>> = {
  'image/jpeg': jpegParts,
  'image/png': pngParts,
  'image/webp': webpParts,
};

/**
 * What of an image's file is the picture: cameras and programs write beside it where it was taken, when, by whom and with what, and a smaller picture
 * of the same. The picture stays as it is, byte for byte, with its colours, and says still how it is to be turned. What breaks off stays as far as it
 * goes. GIF and AVIF stay as they are. Little of the file is in memory at a time.
 * @returns the pieces in their order; null where there is nothing else
 */
export async function pictureParts(type: FileType, size: number, read: ReadAt): Promise<readonly Part[] | null | typeof UNSOUND> {
  const parts = await KINDS[type]?.(new Source(size, read));
  if (parts === undefined) return null;
  if (parts === UNSOUND) return UNSOUND;
  return parts.changed ? parts.all : null;
}
