import { describe, expect, it } from 'vitest';
import { pictureParts, UNSOUND } from '../../../../server/workspace/files/picture/picture.ts';
import type { FileType } from '../../../../shared/files.ts';
import { exif, gif, pngWith, segment, WEBP, webpChunk, webpExtended } from '../../../support/images.ts';
import { runSeed, seeded } from '../../../support/random.ts';

/** What nobody is to read in a file that is kept. */
const SECRET = 'N 48 51 E 2 21';
const secret = Buffer.from(SECRET);

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const START = bytes(0xff, 0xd8);
const JFIF = segment(0xe0, 'JFIF\0', Buffer.alloc(9));
const ICC = segment(0xe2, 'ICC_PROFILE\0', Buffer.alloc(3_000, 7));
const ADOBE = segment(0xee, 'Adobe', Buffer.alloc(7));
const TABLES = segment(0xdb, Buffer.alloc(65));
const FRAME = segment(0xc2, bytes(8, 0, 200, 1, 44, 1, 1, 0x11, 0));
/** Bits with what looks like markers and is none, and a second scan, as in progressive images. */
const SCANS = Buffer.concat([
  segment(0xda, bytes(1, 1, 0, 0, 63, 0)),
  bytes(1, 0xff, 0, 2, 0xff, 0xd0, 3, 0xff, 0xff, 0xd1),
  Buffer.alloc(150_000, 5),
  segment(0xc4, bytes(0, 1)),
  segment(0xda, bytes(1, 1, 0, 0, 63, 0)),
  bytes(4, 0xff, 0),
]);
const END = bytes(0xff, 0xd9);
const held = (orientation: number, order: 'II' | 'MM' = 'MM', words = ''): Buffer =>
  segment(0xe1, 'Exif\0\0', exif(orientation, order, words));

/** As a phone writes it. */
function photo(orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const facts = [
    held(orientation, order, SECRET),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', SECRET),
    ICC,
    segment(0xe2, 'MPF\0', SECRET),
    segment(0xed, 'Photoshop 3.0\0', SECRET),
    ADOBE,
    segment(0xfe, SECRET),
  ];
  return Buffer.concat([START, JFIF, ...facts, TABLES, FRAME, SCANS, END, START, held(1, 'MM', SECRET), END, secret]);
}

const PNG_LOOKS = [
  ['iCCP', Buffer.alloc(9)],
  ['pHYs', Buffer.alloc(9)],
] as const;
const WEBP_PICTURE = WEBP.lossy.subarray(12);

const FILES: readonly (readonly [what: string, type: FileType, file: Buffer, kept: Buffer])[] = [
  ['a photo', 'image/jpeg', photo(1), Buffer.concat([START, JFIF, ICC, ADOBE, TABLES, FRAME, SCANS, END])],
  [
    'a photo that was taken upright',
    'image/jpeg',
    photo(6, 'II'),
    Buffer.concat([START, JFIF, held(6), ICC, ADOBE, TABLES, FRAME, SCANS, END]),
  ],
  [
    'a PNG',
    'image/png',
    pngWith(4, 3, [...PNG_LOOKS, ['eXIf', exif(1, 'II', SECRET)], ['iTXt', secret], ['tIME', Buffer.alloc(7)], ['caBX', secret]], SECRET),
    pngWith(4, 3, PNG_LOOKS),
  ],
  ['a PNG on its side', 'image/png', pngWith(4, 3, [['eXIf', exif(8, 'II', SECRET)]]), pngWith(4, 3, [['eXIf', exif(8)]])],
  [
    'a WebP',
    'image/webp',
    Buffer.concat([
      webpExtended(
        3,
        2,
        0x3c,
        webpChunk('ICCP', Buffer.alloc(5)),
        WEBP_PICTURE,
        webpChunk('EXIF', exif(1, 'MM', SECRET)),
        webpChunk('XMP ', secret),
      ),
      secret,
    ]),
    webpExtended(3, 2, 0x30, webpChunk('ICCP', Buffer.alloc(5)), WEBP_PICTURE),
  ],
  [
    'a WebP on its side',
    'image/webp',
    webpExtended(3, 2, 0x08, WEBP_PICTURE, webpChunk('EXIF', Buffer.concat([Buffer.from('Exif\0\0'), exif(6, 'II', SECRET)]))),
    webpExtended(3, 2, 0x08, WEBP_PICTURE, webpChunk('EXIF', exif(6))),
  ],
];

/** What is kept of a file; null where it isn't sound. */
async function picture(type: FileType, file: Buffer): Promise<Buffer | null> {
  const parts = await pictureParts(type, file.length, async (from, length) => file.subarray(from, from + length));
  if (parts === UNSOUND) return null;
  if (parts === null) return file;
  for (const part of parts)
    if (!Buffer.isBuffer(part) && !(part.from < part.to && part.to <= file.length)) throw new Error('No such piece.');
  return Buffer.concat(parts.map((part) => (Buffer.isBuffer(part) ? part : file.subarray(part.from, part.to))));
}

describe('what is kept of', () => {
  it.each(FILES)('%s is the picture, byte for byte, and how it is to be turned', async (_what, type, file, kept) => {
    expect((await picture(type, file))?.toString('hex')).toBe(kept.toString('hex'));
    // What is kept is kept as it is when it comes again.
    expect((await picture(type, kept))?.equals(kept)).toBe(true);
  });

  it('what has nothing beside its picture, and a GIF, is all of it', async () => {
    for (const [type, file] of [
      ['image/webp', WEBP.lossless],
      ['image/gif', gif(3, 2)],
    ] as const)
      expect(await pictureParts(type, file.length, async (from, length) => file.subarray(from, from + length))).toBeNull();
  });

  it('a file that breaks off anywhere says nothing of it either', async () => {
    for (const [what, type, file] of FILES) {
      const ends = [...Array(2_000).keys()].filter((end) => end > 12 && end < file.length);
      for (const end of [...ends, file.length - 1, file.length - 20]) {
        const kept = await picture(type, file.subarray(0, end));
        expect(kept?.includes(SECRET), `${what} that ends at ${end}`).toBe(false);
      }
    }
  });

  it('whatever the bytes are, it ends, and is no more than they are', async () => {
    const random = seeded(runSeed());
    for (let round = 0; round < 2_000; round++) {
      const [, type, file] = random.pick(FILES);
      const broken = Buffer.from(file);
      for (let change = 0; change < 4; change++)
        broken[random.below(Math.min(broken.length, 400))] = random.pick([0, 1, 0x7f, 0xff, 0x80, 0xd9]);
      const kept = await picture(type, broken);
      expect(kept?.length ?? 0, broken.subarray(0, 400).toString('hex')).toBeLessThanOrEqual(broken.length + 40);
    }
    expect(await picture('image/jpeg', Buffer.concat([START, Buffer.alloc(60_000, 0xff)]))).toBeNull();
  });
});
