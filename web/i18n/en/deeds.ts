import type { DeedsText } from '../deeds.ts';

export const deedsEn: DeedsText = {
  undo: 'Undo',
  undone: 'Undone.',
  close: 'Close',
};
