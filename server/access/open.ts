import { Problem } from '../../shared/problems.ts';
import type { Grant, Session } from '../sync/gate.ts';
import type { Access, Identity } from './access.ts';

const GRANT: Grant = { role: 'owner', writable: true };

/** One session serves everybody: there are no users to tell apart and nothing that could change. */
const ANYONE: Session = {
  userId: null,
  user: null,
  grant: () => GRANT,
  watch: () => () => undefined,
};

const NOBODY: Identity = { userId: '', name: '', color: null, session: null, expiresAt: null, roles: null, byCookie: false };

/** `--auth open`: anyone may enter any room and write. */
export const openAccess: Access = {
  mode: 'open',
  enter: async () => ANYONE,
  identify: async () => NOBODY,
  role: async () => 'owner',
  ticket: () => {
    throw new Problem('session.no-users', 'This server was started with --auth open: anyone may enter, so there is nothing to sign in to.');
  },
  refresh: () => undefined,
  end: () => undefined,
  watch: () => () => undefined,
  stop: () => undefined,
};
