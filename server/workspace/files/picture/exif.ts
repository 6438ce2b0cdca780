/*
 * Exif: a TIFF header (`II` or `MM`, whichever end comes first, 42, where the list is) and a list of facts, each of twelve bytes: its number, its
 * kind, how many values, the value or where it is.
 */

/** Before it in a JPEG, and, by mistake, in some WebPs. */
export const EXIF_MARK = 'Exif\0\0';

/** Entries of the list that are looked at. */
const FACTS = 200;
const ORIENTATION = 0x0112;

/** How the image is to be turned or mirrored when it is drawn, 1 (not at all) to 8; null where it says nothing of that. */
export function orientationIn(tiff: Buffer): number | null {
  if (tiff.length < 8) return null;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const list = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const facts = Math.min(short(list), FACTS);
  for (let fact = 0; fact < facts; fact++) {
    const at = list + 2 + 12 * fact;
    if (short(at) === ORIENTATION) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : null;
  }
  return null;
}

/** The Exif that says nothing but how the image is to be turned; null where nothing is to be said. */
export function exifOf(orientation: number | null): Buffer | null {
  if (orientation === null || orientation === 1) return null;
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
