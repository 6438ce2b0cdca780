/** People as others see them: their colours, and who an awareness state names. */
export type { PresenceUser } from '../client/connect-document.ts';
export { colorOf, colorOfHue, hueOf, userOf } from '../client/presence.ts';
