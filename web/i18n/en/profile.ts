import type { PersonText } from '../profile.ts';

export const personEn: PersonText = {
  open: (name) => `You are ${name}. Change your name or language`,
  title: 'You',
  name: 'Your name',
  nameHint: 'Others see it beside your caret.',
  language: 'Language',
  done: 'Done',
  adjectives: ['Quiet', 'Bright', 'Kind', 'Swift', 'Calm', 'Merry', 'Bold', 'Gentle', 'Clever', 'Sunny'],
  animals: ['Otter', 'Heron', 'Fox', 'Badger', 'Finch', 'Hare', 'Lynx', 'Robin', 'Seal', 'Wren'],
  join: (adjective, animal) => `${adjective} ${animal}`,
};
