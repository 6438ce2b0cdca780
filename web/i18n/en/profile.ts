import type { PersonText } from '../profile.ts';

export const personEn: PersonText = {
  open: (name) => `You are ${name}. Profile and settings`,
  title: 'Profile',

  name: 'Your name',
  nameHint: 'Others see it beside your caret and on your cards.',
  nameElsewhere: 'Your name comes from where you signed in.',
  nameSaved: 'Name saved.',
  color: 'Your colour',
  colorHint: 'Of your avatar, your caret and what you select.',
  hues: ['Rose', 'Red', 'Orange', 'Yellow', 'Lime', 'Green', 'Teal', 'Cyan', 'Blue', 'Indigo', 'Violet', 'Pink'],
  status: 'Status',
  busyHint: 'While you are busy, nothing pops up. Your inbox still fills.',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },

  device: 'Use on another device',
  deviceHint: 'Make a link and open it there. Whoever has it is you, so send it to nobody else.',
  makeLink: 'Make a link',
  link: 'Link for your other device',
  copyLink: 'Copy',
  copied: 'Copied.',
  copyByHand: 'This browser doesn’t allow copying. Select the link and copy it yourself.',
  goodUntil: (time) => `Good once, until ${time}.`,
  signOut: 'Sign out',

  adjectives: ['Quiet', 'Bright', 'Kind', 'Swift', 'Calm', 'Merry', 'Bold', 'Gentle', 'Clever', 'Sunny'],
  animals: ['Otter', 'Heron', 'Fox', 'Badger', 'Finch', 'Hare', 'Lynx', 'Robin', 'Seal', 'Wren'],
  join: (adjective, animal) => `${adjective} ${animal}`,

  leaving: {
    title: 'Sign out of this browser?',
    kept: 'What this browser keeps of your projects is deleted. On the server everything stays.',
    way: 'There is no password to come back with. Keep another device signed in, or make a link for one first.',
    unsent: (count) =>
      count === 1
        ? 'One change hasn’t reached the server. It is lost unless you save it as a file.'
        : `${count} changes haven’t reached the server. They are lost unless you save them as a file.`,
    sending: (count) => (count === 1 ? 'Waiting until one change is saved…' : `Waiting until ${count} changes are saved…`),
    downloadAndLeave: 'Save file and sign out',
    leaveWithout: 'Sign out without',
    leave: 'Sign out',
    leaving: 'Signing out…',
    stay: 'Stay',
    failed: 'This browser could not delete what it keeps. Close Weft in other tabs, then try again.',
  },

  recover: {
    title: 'Use your account in this browser',
    what: 'You made this link on another device. It works once, and you are signed in on both.',
    accept: 'Sign in here',
    accepting: 'Signing in…',
    incomplete: { what: 'This link is incomplete.', remedy: 'Copy it once more on your other device, or make a new one there.' },
    taken: (name) => `${name} is signed in here`,
    takenRemedy: 'Sign out first, then open the link again. It is still good.',
    elsewhere: 'On this server there are no such links. Sign in where you came from.',
    home: 'To the start page',
  },
};
