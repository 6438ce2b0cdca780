import type { UnknownText } from '../unknown.ts';

export const unknownEn: UnknownText = {
  long: 'This part was made by a newer version of Weft. Reload to see it.',
  short: 'Newer part',
};
