import type { RescueText } from '../rescue.ts';

export const rescueEn: RescueText = {
  label: 'Words kept',
  own: 'What you wrote was in a block that was moved or removed meanwhile. It has its own paragraph now.',
  others: 'Somebody wrote in a block that you moved or removed meanwhile. Their words have their own paragraph now.',
  show: 'Show',
};
