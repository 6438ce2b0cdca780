/** Kinds of files that a project keeps: images, told by their first bytes. No SVG: it may hold scripts. */
export const FILE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** px a side; beyond it no browser draws. */
export const LARGEST_SIDE = 32_767;

/** True for the SHA-256 of something, in hex: files are named by their content. */
export function isFileId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
