/** Small images as files, each of the formats that projects keep. */
import { crc32, deflateSync } from 'node:zlib';

/** A whole PNG of one colour. Another `salt` makes another file of the same look. */
export function png(width = 4, height = 3, salt = ''): Buffer {
  return pngWith(width, height, [['sPLT', Buffer.from(salt)]]);
}

/** The same with these chunks before the picture, and these bytes behind it. */
export function pngWith(width: number, height: number, more: readonly (readonly [type: string, data: Buffer])[], behind = ''): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x66)]);
  const pixels = deflateSync(Buffer.concat(Array<Buffer>(height).fill(line)));
  const chunks = [
    chunk('IHDR', header),
    ...more.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, Buffer.from(behind)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** A PNG of so many bytes. */
export function pngOf(bytes: number, salt = ''): Buffer {
  return png(4, 3, salt.padEnd(bytes - png().length, ' '));
}

/** Exif of a camera: how it was held, and where, in words. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM', words = ''): Buffer {
  const little = `49492a0008000000010012010300010000000${orientation}00000000000000`;
  const big = `4d4d002a0000000800010112000300000001000${orientation}000000000000`;
  return Buffer.concat([Buffer.from(order === 'II' ? little : big, 'hex'), Buffer.from(words)]);
}

/** A segment of a JPEG. */
export function segment(marker: number, ...data: readonly (Buffer | string)[]): Buffer {
  const held = Buffer.concat(data.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : one)));
  return Buffer.concat([Buffer.from([0xff, marker, (held.length + 2) >> 8, (held.length + 2) & 255]), held]);
}

/** The header of a JPEG as cameras write it: what was the orientation, then the frame. */
export function jpeg(width: number, height: number, orientation = 1, order: 'II' | 'MM' = 'MM'): Buffer {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const start = Buffer.from([0xff, 0xd8]);
  const facts = segment(0xe1, 'Exif\0\0', exif(orientation, order));
  return Buffer.concat([start, facts, segment(0xdb, Buffer.alloc(65)), Buffer.from([0xff]), segment(0xc2, frame)]);
}

export function gif(width: number, height: number): Buffer {
  const sides = Buffer.from([width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0]);
  return Buffer.concat([Buffer.from('GIF89a', 'latin1'), sides, Buffer.from(';')]);
}

/** Three by two pixels, as Chromium writes them. */
export const WEBP: Readonly<Record<'lossy' | 'lossless', Buffer>> = {
  lossy: webp(Buffer.from('VlA4ICgAAACQAQCdASoDAAIAB0CWJaACdLoAA5gA/uUK+Cepco/+N48CvJdjoAAA', 'base64')),
  lossless: webp(Buffer.from('VlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA', 'base64')),
};

export function webpExtended(width: number, height: number, flags = 0, ...more: readonly Buffer[]): Buffer {
  const sides = Buffer.alloc(10);
  sides.writeUInt8(flags, 0);
  sides.writeUIntLE(width - 1, 4, 3);
  sides.writeUIntLE(height - 1, 7, 3);
  return webp(Buffer.concat([webpChunk('VP8X', sides), ...more]));
}

export function webpChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), length, data, Buffer.alloc(data.length % 2)]);
}

function webp(parts: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(parts.length + 4);
  return Buffer.concat([Buffer.from('RIFF'), length, Buffer.from('WEBP'), parts]);
}

/** The boxes of an AVIF up to its sizes: a preview's before the image's own. */
export function avif(width: number, height: number, turned = false): Buffer {
  const version = Buffer.alloc(4);
  const size = (wide: number, high: number): Buffer => box('ispe', version, uint32(wide), uint32(high));
  const turn = turned ? [box('irot', Buffer.from([1]))] : [];
  const properties = box('iprp', box('ipco', size(2, 2), size(width, height), ...turn));
  const type = box('ftyp', Buffer.from('mif1'), version, Buffer.from('miafavif'));
  return Buffer.concat([type, box('meta', version, box('hdlr', Buffer.alloc(25)), properties), box('mdat', Buffer.alloc(9))]);
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
  return Buffer.concat([uint32(body.length + 4), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
