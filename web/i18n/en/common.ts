import type { CommonText } from '../common.ts';

export const commonEn: CommonText = {
  undo: 'Undo',
  undone: 'Undone.',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
};
