import type { Role } from '../../shared/access.ts';
import type { DocumentEntry } from '../../shared/model/records.ts';

/** Who is signed in here, and how one signs in. */
export interface SessionState {
  readonly mode: 'open' | 'accounts' | 'jwt' | 'custom';
  readonly user: SessionUser | null;
}

export interface SessionUser {
  readonly user_id: string;
  readonly username: string;
  readonly color: string | null;
}

/** A project, and one's role in it. */
export interface ProjectItem {
  readonly project_id: string;
  readonly name: string;
  readonly role: Role;
}

/** A call that the server refused, or that didn't reach it (`code` is `unreachable`). `code` is one of shared/problems.ts, or unknown to this version. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The server's REST API as this app needs it. Every call rejects with ApiError. */
export interface Api {
  session(): Promise<SessionState>;
  signIn(username: string): Promise<SessionUser>;
  rename(username: string): Promise<SessionUser>;
  projects(): Promise<readonly ProjectItem[]>;
  project(project: string): Promise<ProjectItem>;
  createProject(name: string): Promise<ProjectItem>;
  documents(project: string): Promise<readonly DocumentEntry[]>;
  document(project: string, document: string): Promise<DocumentEntry>;
  createDocument(project: string, title: string): Promise<DocumentEntry>;
  /** Answers the secret of a new invite. */
  invite(project: string, role: Role): Promise<string>;
  /** What an invite is for, and as what one would come. */
  lookAtInvite(secret: string): Promise<ProjectItem>;
  acceptInvite(secret: string): Promise<ProjectItem>;
}

/** @param base where the API is, without a slash at its end: `` for the page's own server */
export function createApi(base = ''): Api {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    let response: Response;
    try {
      response = await fetch(`${base}/api${path}`, {
        method,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new ApiError('unreachable', 'The server can’t be reached.', { cause });
    }
    const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    if (response.ok) return answer as T;
    throw problemOf(answer, response.status);
  };
  const items = async <T>(path: string): Promise<readonly T[]> => (await call<{ readonly items: readonly T[] }>('GET', path)).items;
  const at = (project: string, rest = ''): string => `/projects/${encodeURIComponent(project)}${rest}`;
  const user = async (method: string, username: string): Promise<SessionUser> => {
    const { user: changed } = await call<{ readonly user: SessionUser }>(method, '/session', { username });
    return changed;
  };
  return {
    session: () => call('GET', '/session'),
    signIn: (username) => user('POST', username),
    rename: (username) => user('PATCH', username),
    projects: () => items('/projects'),
    project: (project) => call('GET', at(project)),
    createProject: (name) => call('POST', '/projects', { name }),
    documents: (project) => items(at(project, '/documents')),
    document: (project, document) => call('GET', at(project, `/documents/${encodeURIComponent(document)}`)),
    createDocument: (project, title) => call('POST', at(project, '/documents'), { title }),
    invite: async (project, role) => (await call<{ readonly secret: string }>('POST', at(project, '/invites'), { role })).secret,
    lookAtInvite: (secret) => call('POST', '/invites/look', { secret }),
    acceptInvite: (secret) => call('POST', '/invites/accept', { secret }),
  };
}

/** Reads an RFC 9457 problem; whatever else came is a fault of the server's. */
function problemOf(answer: unknown, status: number): ApiError {
  const { code, detail }: { readonly code?: unknown; readonly detail?: unknown } =
    typeof answer === 'object' && answer !== null ? answer : {};
  if (typeof code === 'string') return new ApiError(code, typeof detail === 'string' ? detail : code);
  return new ApiError('server.fault', `The server answered ${status} without saying why.`);
}
