import { FILE_TYPES } from '../../../shared/files.ts';

/** px a side: an SVG has no pixels of its own. */
const LARGEST = 2400;
const USUAL = 800;

/**
 * A file of a kind that is kept. Other images that this browser can draw become a PNG: an SVG, which may hold scripts, is but its look then.
 * The file itself where it can't be drawn: the server says why it isn't taken.
 */
export async function drawnImage(file: File): Promise<Blob> {
  if (FILE_TYPES.some((type) => type === file.type) || !file.type.startsWith('image/')) return file;
  const address = URL.createObjectURL(file);
  try {
    return await asPng(address);
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @throws what the browser says where it can't draw it */
async function asPng(address: string): Promise<Blob> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const wide = image.naturalWidth || USUAL;
  const high = image.naturalHeight || USUAL;
  const scale = Math.min(1, LARGEST / Math.max(wide, high));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale)));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}
