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
    offline: 'You can go on writing. Your changes are sent when the connection is back; keep this tab open.',
    readOnly: 'You can read this document, not change it.',
    unconfirmed: 'This server doesn’t say what it has saved.',
  },
};

export const troubleEn: TroubleText = {
  storing: { what: 'The server can’t store changes right now.', remedy: 'Keep this tab open: yours are saved as soon as it can again.' },
  unreachable: { what: 'The server can’t be reached.', remedy: 'Check your connection, then try again. Keep this tab open.' },
  signedOut: { what: 'You are no longer signed in.', remedy: 'Copy what you wrote last, then reload and sign in.' },
  forbidden: { what: 'You have no access to this document.', remedy: 'Ask somebody who has it to let you in.' },
  unknown: { what: 'This document doesn’t exist.', remedy: 'Check the address, or open another document.' },
  tooLarge: { what: 'The document has become too large to save.', remedy: 'Copy what you wrote last into a new document, then reload.' },
  readOnly: {
    what: 'You may only read here now, so your last changes weren’t saved.',
    remedy: 'Copy what you need of them, then reload.',
  },
  refused: { what: 'The server didn’t accept your last change.', remedy: 'Copy what you wrote last, then reload.' },
  broken: {
    what: 'This document holds something that can’t be shown.',
    remedy: 'Reload. If that doesn’t help, a newer version of the app may be needed.',
  },
  failed: { what: 'This page can’t be shown.', remedy: 'Reload it. What was shown as saved is safe on the server.' },
  retry: 'Try again',
  reload: 'Reload',
  copy: 'Copy text',
  copied: 'Copied',
};
