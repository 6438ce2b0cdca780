import type { IncomingHttpHeaders } from 'node:http';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { Problem } from '../../shared/problems.ts';
import type { Time } from '../../shared/time.ts';
import type { Access, DocumentFacts } from './access.ts';
import { SESSION_COOKIE, type SessionCheck } from './accounts.ts';
import type { Directory } from './directory.ts';
import { createEntrance } from './entrance.ts';

export interface AccountsAccessOptions {
  readonly accounts: SessionCheck;
  readonly directory: Directory;
  readonly documents: DocumentFacts;
  readonly limits: Pick<Limits, 'ticketLife'>;
  readonly time: Time;
  readonly log: Log;
}

/** `--auth accounts`: sessions by cookie or access token, rights by membership. */
export function createAccountsAccess({ accounts, directory, ...rest }: AccountsAccessOptions): Access {
  return createEntrance({
    mode: 'accounts',
    directory,
    ...rest,
    rights: {
      identify: async ({ token, headers }) => {
        if (token !== null) return accounts.byToken(token);
        const cookie = cookieOf(headers);
        if (cookie === null) throw new Problem('session.unauthorised', 'You are not signed in. Sign in, or send an access token.');
        return accounts.byCookie(cookie);
      },
      ask: async ({ userId }, _room, project) => (project === null ? null : directory.role(project, userId)),
      now: ({ userId }, project) => directory.role(project, userId),
      anyRoom: false,
      stop: () => undefined,
    },
  });
}

/** The value of our cookie. The first counts where a browser sends several: it is the one of the longest path. */
function cookieOf({ cookie }: IncomingHttpHeaders): string | null {
  for (const one of (cookie ?? '').split(';')) {
    const at = one.indexOf('=');
    if (at > 0 && one.slice(0, at).trim() === SESSION_COOKIE) return one.slice(at + 1).trim();
  }
  return null;
}
