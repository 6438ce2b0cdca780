import type { PresenceText } from '../presence.ts';

export const presenceEn: PresenceText = { here: 'Here now', more: (count) => `and ${count} more` };
