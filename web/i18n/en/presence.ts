import type { PresenceText } from '../presence.ts';

export const presenceEn: PresenceText = {
  here: 'Here now',
  hereIn: (project) => `Here now in ${project}`,
  hereNow: (names) => `Here now: ${names}`,
  more: (count) => `and ${count} more`,
  others: (count) => `${count} more`,
  you: '(you)',
  status: { online: 'Online', away: 'Away', busy: 'Busy', offline: 'Offline' },
  places: {
    board: 'on the board',
    task: (title) => `on ${title}`,
    document: (title) => `in ${title}`,
    here: 'here',
  },
  untitled: 'Untitled',
  documents: 'In documents',
  absent: 'Not here now',
  alone: 'Nobody else is here just now.',
  nobody: 'Nobody is here just now.',
  unseen: 'You are offline. Who else is here shows when the connection is back.',
};
