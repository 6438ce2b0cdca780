/** Kinds of files that a project keeps: images, told by their first bytes. No SVG: it may hold scripts. */
export const FILE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** px a side; beyond it no browser draws. */
export const LARGEST_SIDE = 32_767;
/** px of the whole image: what phones take, and 200 MB once a browser draws it. A file of some kilobytes could fill everybody's memory. */
export const LARGEST_AREA = 52_000_000;

/** True for the SHA-256 of something, in hex: files are named by their content. */
export function isFileId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** Bytes from a file's start that tell its type. */
export const HEAD_BYTES = 64;

/** Of which kind a file is that begins like this; null for one that isn't kept. Names and headers say what they like, so they aren't asked. */
export function typeOfBytes(head: Uint8Array): FileType | null {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp';
  return isAvif(text) ? 'image/avif' : null;
}

/** A box of the type `ftyp`: four bytes of length, its name, the main brand, a version, further brands. */
function isAvif(text: string): boolean {
  if (!text.startsWith('ftyp', 4)) return false;
  const end = Math.min(text.length, (text.charCodeAt(2) << 8) + text.charCodeAt(3));
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12 && /^avi[fs]$/.test(text.slice(at, at + 4))) return true;
  return false;
}

/** What becomes of a file that is sent: `known` is one that its project has already. */
export type FileResult = 'kept' | 'known' | 'refused';
