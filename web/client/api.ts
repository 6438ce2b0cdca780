import type { DocumentEntry, Task } from '../../shared/model/records.ts';
import type { Api, Invite, KeptFile, ProjectItem, Recovery, SessionUser } from './api-types.ts';

export type { Api, Invite, InviteDraft, KeptFile, ProjectItem, Recovery, SessionState, SessionUser, SignInMode } from './api-types.ts';

/** A call that the server refused, or that didn't reach it (`code` is `unreachable`). `code` is one of shared/problems.ts, or unknown to this version. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** The bound that was passed, as of the bytes of a file; null where the server doesn't tell it. */
  readonly limit: number | null;

  constructor(code: string, message: string, options?: ErrorOptions & { readonly limit?: number }) {
    super(message, options);
    this.code = code;
    this.limit = options?.limit ?? null;
  }
}

/** @param base where the API is, without a slash at its end: `` for the page's own server */
export function createApi(base = ''): Api {
  const call = async <T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> => {
    let response: Response;
    try {
      response = await fetch(`${base}/api${path}`, {
        method,
        credentials: 'same-origin',
        ...(body === undefined ? {} : payloadOf(body)),
        ...(signal !== undefined && { signal }),
      });
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ApiError('unreachable', 'The server can’t be reached.', { cause });
    }
    const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    // What answers in the server's place, as the sign-in page of a train's network does, speaks no JSON.
    if (response.ok && answer === null && response.status !== 204)
      throw new ApiError('unreachable', 'Something else answers in the server’s place.');
    if (response.ok) return answer as T;
    throw problemOf(answer, response.status);
  };
  const items = async <T>(path: string): Promise<readonly T[]> => (await call<{ readonly items: readonly T[] }>('GET', path)).items;
  const done = async (method: string, path: string, body?: object): Promise<void> => void (await call<unknown>(method, path, body));
  const at = (project: string, ...rest: readonly string[]): string =>
    ['/projects', ...[project, ...rest].map(encodeURIComponent)].join('/');
  const begin = async (path: string, body: object): Promise<SessionUser> =>
    (await call<{ readonly user: SessionUser }>('POST', path, body)).user;
  return {
    session: () => call('GET', '/session'),
    signIn: (username) => begin('/session', { username }),
    changeMe: (patch) => call('PATCH', '/session', patch),
    signOut: () => done('DELETE', '/session'),
    recovery: () => call<Recovery>('POST', '/session/recovery'),
    recover: (secret) => begin('/session/recover', { secret }),

    projects: () => items<ProjectItem>('/projects'),
    createProject: (name) => call('POST', '/projects', { name }),
    renameProject: (project, name) => call('PATCH', at(project), { name }),
    deleteProject: (project) => done('DELETE', at(project)),

    setRole: (project, user, role) => done('PUT', at(project, 'members', user), { role }),
    removeMember: (project, user) => done('DELETE', at(project, 'members', user)),
    invites: (project) => items<Invite>(at(project, 'invites')),
    invite: (project, draft) => call('POST', at(project, 'invites'), draft),
    revokeInvite: (project, invite) => done('DELETE', at(project, 'invites', invite)),
    lookAtInvite: (secret) => call('POST', '/invites/look', { secret }),
    acceptInvite: (secret) => call('POST', '/invites/accept', { secret }),

    createDocument: (project, title, markdown) =>
      call<DocumentEntry>('POST', at(project, 'documents'), { title, ...(markdown !== undefined && { markdown }) }),
    deleteDocument: (project, document) => done('DELETE', `${at(project, 'documents', document)}?forever=true`),
    fileAddress: (project, file) => `${base}/api${at(project, 'files', file)}`,
    archiveAddress: (project) => `${base}/api${at(project, 'archive')}`,
    addFile: (project, file, signal) => call<KeptFile>('POST', at(project, 'files'), file, signal),
    createTask: (project, draft) => call<Task>('POST', at(project, 'tasks'), draft),
    searchTasks: (project, text, most) => items<Task>(`${at(project, 'tasks')}?${new URLSearchParams({ text, limit: String(most) })}`),
    watchTask: (project, task, watching) => done('PUT', at(project, 'tasks', task, 'watch'), { watching }),
  };
}

/** Files go as they are, all else as JSON. */
function payloadOf(body: object): RequestInit {
  if (body instanceof Blob) return { headers: { 'content-type': body.type || 'application/octet-stream' }, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Reads an RFC 9457 problem; whatever else came is a fault of the server's. */
function problemOf(answer: unknown, status: number): ApiError {
  const { code, detail, limit }: { readonly code?: unknown; readonly detail?: unknown; readonly limit?: unknown } =
    typeof answer === 'object' && answer !== null ? answer : {};
  if (typeof code === 'string')
    return new ApiError(code, typeof detail === 'string' ? detail : code, typeof limit === 'number' ? { limit } : {});
  return new ApiError('server.fault', `The server answered ${status} without saying why.`);
}
