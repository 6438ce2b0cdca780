import type { Limits } from '../shared/limits.ts';
import type { Log } from '../shared/log.ts';
import type { Time } from '../shared/time.ts';
import type { Access } from './access/access.ts';
import { type Accounts, createAccounts } from './access/accounts.ts';
import { createAccountsAccess } from './access/accounts-access.ts';
import { type AccessHooks, createCustomAccess } from './access/custom-access.ts';
import type { Directory } from './access/directory.ts';
import { createJwtAccess } from './access/jwt-access.ts';
import { openAccess } from './access/open.ts';
import { type Config, ConfigError } from './config.ts';
import type { RoomStore } from './store/journal.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Who is let in, and, where people have accounts here, those. */
export interface Admission {
  readonly access: Access;
  readonly accounts: Accounts | null;
  /**
   * Whether somebody who is no member here may know of a project: what the integrator's function says; whoever no token has named yet, since
   * theirs will say what they may see. @throws what the integrator's function does
   */
  mayKnow(project: string, user: string): Promise<boolean>;
}

export interface AdmissionOptions {
  readonly store: RoomStore;
  readonly directory: Directory;
  readonly workspace: Workspace;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
}

/**
 * The way of letting people in that was configured, with an integrator's own hooks over it.
 * @throws ConfigError when there are no keys for the tokens
 */
export async function createAdmission(config: Config, hooks: AccessHooks, options: AdmissionOptions): Promise<Admission> {
  // Sessions end where the sockets are: at the outermost access.
  let outermost: Access | null = null;
  const base = hooks.authenticateUser === undefined ? await configured(config, options, (session) => outermost?.end(session)) : null;
  const plain = base !== null && hooks.canUserAccessRoom === undefined;
  const access = plain ? base.access : createCustomAccess({ ...hooks, ...parts(options), base: base?.access ?? null });
  outermost = access;
  const mayKnow = async (project: string, user: string): Promise<boolean> => {
    if (access.mode === 'jwt') return options.directory.account(user) === null;
    const name = options.directory.account(user)?.username ?? user;
    const identity = { userId: user, name, color: null, session: null, expiresAt: null, roles: null, byCookie: false };
    return (await access.role(identity, project)) !== null;
  };
  return { access, accounts: base?.accounts ?? null, mayKnow };
}

async function configured(
  config: Config,
  options: AdmissionOptions,
  onEnd: (session: string) => void,
): Promise<Omit<Admission, 'mayKnow'>> {
  switch (config.auth) {
    case 'open':
      return { access: openAccess, accounts: null };
    case 'jwt':
      if (config.jwt === null)
        throw new ConfigError('config.missing', "Tokens can't be checked without keys: give a `jwt` with a secret or a jwks.");
      return { access: createJwtAccess({ ...parts(options), jwt: config.jwt }), accounts: null };
    case 'accounts': {
      const accounts = await createAccounts({ ...parts(options), onEnd });
      return { access: createAccountsAccess({ ...parts(options), accounts }), accounts };
    }
  }
}

function parts({ store, directory, workspace, limits, time, log }: AdmissionOptions) {
  const ensureProject = (project: string): Promise<void> => workspace.projects.ensure(project);
  return { store, directory, documents: workspace.documents, ensureProject, limits, time, log };
}
