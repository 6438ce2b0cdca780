import type { SyncText, TroubleText } from '../sync.ts';

export const syncEn: SyncText = {
  connecting: 'Connecting…',
  saved: 'Saved',
  saving: 'Saving…',
  offline: (unsent) => (unsent === 0 ? 'Offline' : `Offline · ${unsent} unsent`),
  readOnly: 'Read-only',
  notSaved: 'Not saved',
  stopped: 'Disconnected',
  unconfirmed: 'Connected',
  hints: {
    saved: 'Everything you wrote is on the server’s disk.',
    saving: 'Your last changes are on their way to the server.',
    offlineKept: 'You can go on. Your changes are kept in this browser, and sent when the connection is back.',
    offline: 'You can go on. Your changes are in this tab alone: keep it open until the connection is back.',
    readOnly: 'You can read this document, not change it.',
    unconfirmed: 'This server doesn’t say what it has saved.',
  },
};

export const troubleEn: TroubleText = {
  storing: { what: 'The server can’t store changes right now.', remedy: 'Keep this tab open: yours are saved as soon as it can again.' },
  unreachable: { what: 'The server can’t be reached.', remedy: 'Check your connection, then try again.' },
  signedOut: { what: 'You are no longer signed in.', remedy: 'Download what wasn’t sent, then sign in again.' },
  signedOutKept: { what: 'You are no longer signed in.', remedy: 'Sign in again. What wasn’t sent stays in this browser until then.' },
  forbidden: { what: 'You have no access to this document.', remedy: 'Ask somebody who has it to let you in.' },
  unknown: { what: 'This document doesn’t exist.', remedy: 'It may have been deleted. Check the address, or open another document.' },
  tooLarge: {
    what: 'This has become too large to save.',
    remedy: 'Download what you wrote last, discard it here, and put it into a new document.',
  },
  readOnly: {
    what: 'You may only read here now, so your last changes weren’t saved.',
    remedy: 'Download what you need of them, then discard them.',
  },
  refused: { what: 'The server didn’t accept your last change.', remedy: 'Download what you wrote last, then discard it here.' },
  broken: {
    what: 'This document holds something that can’t be shown.',
    remedy: 'Reload. If that doesn’t help, a newer version of the app may be needed.',
  },
  failed: { what: 'This page can’t be shown.', remedy: 'Reload it. What was shown as saved is safe on the server.' },
  taken: (name) => ({
    what:
      name === '' ? 'Some of what you wrote never reached the server.' : `Some of what you wrote in “${name}” never reached the server.`,
    remedy: 'You have no access there any more. Download it, if you need it.',
  }),
  notKept: {
    what: 'This browser can’t keep documents.',
    remedy: 'Everything works while you are connected. Offline, keep the tab open.',
  },
  reload: 'Reload',
  signIn: 'Sign in again',
  download: 'Download',
  discard: 'Discard them',
};
