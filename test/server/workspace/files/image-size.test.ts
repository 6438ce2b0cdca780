import { describe, expect, it } from 'vitest';
import { imageSize, type Size } from '../../../../server/workspace/files/image-size.ts';
import { type FileType, typeOfBytes } from '../../../../shared/files.ts';
import { avif, gif, jpeg, png, WEBP, webpExtended } from '../../../support/images.ts';
import { runSeed, seeded } from '../../../support/random.ts';

const IMAGES: readonly (readonly [what: string, type: FileType, file: Buffer, width: number, height: number])[] = [
  ['PNG', 'image/png', png(300, 200), 300, 200],
  ['GIF', 'image/gif', gif(300, 200), 300, 200],
  ['JPEG', 'image/jpeg', jpeg(300, 200), 300, 200],
  ['JPEG that was taken upright', 'image/jpeg', jpeg(300, 200, 6), 200, 300],
  ['JPEG that was taken upright, by another camera', 'image/jpeg', jpeg(300, 200, 8, 'II'), 200, 300],
  ['JPEG upside down', 'image/jpeg', jpeg(300, 200, 3, 'II'), 300, 200],
  ['WebP with loss', 'image/webp', WEBP.lossy, 3, 2],
  ['WebP without loss', 'image/webp', WEBP.lossless, 3, 2],
  ['WebP with more parts', 'image/webp', webpExtended(70_000, 200), 70_000, 200],
  ['AVIF', 'image/avif', avif(300, 200), 300, 200],
  ['AVIF on its side', 'image/avif', avif(300, 200, true), 200, 300],
];

/** @returns what is told, and how many bytes were asked for */
async function look(type: FileType, file: Buffer): Promise<{ size: Size | null; asked: number }> {
  let asked = 0;
  const size = await imageSize(type, async (from, length) => {
    asked += length;
    return file.subarray(from, from + length);
  });
  return { size, asked };
}

describe('an image’s size', () => {
  it.each(IMAGES)('is read from a %s', async (_what, type, file, width, height) => {
    expect(typeOfBytes(file)).toBe(type);
    expect((await look(type, file)).size).toEqual({ width, height });
  });

  it('is none for a file that ends too early', async () => {
    for (const [what, type, file] of IMAGES.filter(([, type]) => type !== 'image/gif')) {
      const cut = file.subarray(0, type === 'image/webp' ? 25 : 20);
      expect((await look(type, cut)).size, what).toBeNull();
    }
  });

  it('never throws, whatever the bytes are, and reads little', async () => {
    const random = seeded(runSeed());
    for (let round = 0; round < 3_000; round++) {
      const [, type, file] = random.pick(IMAGES);
      const broken = Buffer.from(file);
      for (let change = 0; change < 4; change++) broken[random.below(Math.min(broken.length, 120))] = random.pick([0, 1, 0x7f, 0xff, 0x80]);
      const { asked } = await look(type, broken);
      expect(asked, broken.toString('hex')).toBeLessThan(2 * 1024 * 1024);
    }
  });
});

describe('a file’s type', () => {
  it.each([
    ['nothing', ''],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG behind a byte order mark', '\xef\xbb\xbf<?xml version="1.0"?><svg/>'],
    ['HTML', '<!doctype html><title>x</title>'],
    ['PDF', '%PDF-1.7'],
    ['a film', '\0\0\0\x18ftypisom\0\0\0\0isommp41'],
    ['a photo of another kind', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['a PNG after a blank', ' \x89PNG\r\n\x1a\n'],
  ])('is none for %s', (_what, bytes) => {
    expect(typeOfBytes(Buffer.from(bytes, 'latin1'))).toBeNull();
  });
});
