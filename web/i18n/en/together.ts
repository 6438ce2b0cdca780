import type { TogetherText } from '../together.ts';

export const togetherEn: TogetherText = {
  people: (count) => (count === 1 ? '1 other person in this document' : `${count} others in this document`),
  follow: (name) => `Follow ${name}`,
  following: (name) => `Following ${name}`,
  stop: 'Stop',
  stopped: (name) => `No longer following ${name}.`,
  left: (name) => `${name} has left the document.`,
  came: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} in this document now.`,
  gone: (names, count) => `${names} ${count === 1 ? 'has' : 'have'} left the document.`,
  changes: (name) => `${name} is changing this too`,
  somebody: 'Somebody',
  mute: 'Don’t announce what others do',
  unmute: 'Announce what others do',
};
