/**
 * Everything that a call of the API may be refused with: HTTP status and a title that never changes. The codes are names:
 * they are part of the API, their details are not.
 */
export const PROBLEMS = {
  'request.invalid': [400, 'The request is not as it must be'],
  'request.not-found': [404, 'There is nothing here'],
  'request.method': [405, 'This can not be done here'],
  'request.too-large': [413, 'The request is too large'],
  'request.media-type': [415, 'The body is of a type that is not taken here'],
  'request.too-many': [429, 'Too many requests'],
  'session.unauthorised': [401, 'Not signed in'],
  'session.expired': [401, 'The session has ended'],
  'session.no-users': [409, 'This server knows no users'],
  'session.elsewhere': [409, 'Signing in is not done here'],
  'recovery.unknown': [404, 'No such recovery link'],
  'origin.refused': [403, 'Refused for this web site or host'],
  'origin.required': [403, 'The request does not say which site it comes from'],
  'address.refused': [403, 'Refused for this address'],
  'role.insufficient': [403, 'Your role does not allow this'],
  'project.unknown': [404, 'No such project'],
  'document.unknown': [404, 'No such document'],
  'document.binned': [409, 'The document is in the bin'],
  'document.kind': [409, 'The document is of another kind'],
  'document.unreadable': [422, 'The document can not be read'],
  'document.too-large': [413, 'The document would be too large'],
  'task.unknown': [404, 'No such task'],
  'column.unknown': [422, 'No such column'],
  'member.unknown': [404, 'No such member'],
  'member.last-owner': [409, 'A project needs an owner'],
  'user.unknown': [404, 'No such user'],
  'user.id': [400, 'Not a possible user id'],
  'file.unknown': [404, 'No such file'],
  'file.type': [415, 'Not a file of a kind that is kept'],
  'file.too-large': [413, 'The file is too large'],
  'invite.unknown': [404, 'No such invite'],
  'invite.expired': [410, 'The invite has expired'],
  'invite.used-up': [410, 'The invite has been used as often as it may be'],
  'invite.revoked': [410, 'The invite was taken back'],
  'notification.unknown': [404, 'No such notification'],
  'webhook.unknown': [404, 'No such webhook'],
  'webhook.address': [422, 'A webhook can not go to this address'],
  'token.unknown': [404, 'No such token'],
  'limit.projects': [409, 'Too many projects'],
  'limit.tasks': [409, 'Too many tasks'],
  'limit.documents': [409, 'Too many documents'],
  'limit.columns': [409, 'Too many columns'],
  'limit.files': [409, 'Too many or too large files'],
  'limit.members': [409, 'Too many members'],
  'limit.invites': [409, 'Too many invites'],
  'limit.webhooks': [409, 'Too many webhooks'],
  'limit.tokens': [409, 'Too many tokens'],
  'idempotency.reused': [422, 'The idempotency key was used for another request'],
  'idempotency.in-progress': [409, 'The first request with this idempotency key is still being done'],
  'room.busy': [503, 'The room can not be served just now'],
  'store.failing': [503, 'The server can not write to its disk'],
  'server.stopping': [503, 'The server is stopping'],
  'server.fault': [500, 'Something went wrong on the server'],
  'instance.none': [500, 'No server runs in this process'],
  'instance.several': [500, 'Several servers run in this process'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What is wrong with one field of a request. `field` is a path like `body.title` or `query.limit`. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** A call that can't be done. `message` says what happened, why, and what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly faults: readonly FieldFault[];
  /** The bound that was passed; null where it isn't told. */
  readonly limit: number | null;

  constructor(
    code: ProblemCode,
    message: string,
    options?: ErrorOptions & { readonly faults?: readonly FieldFault[]; readonly limit?: number },
  ) {
    super(message, options);
    this.code = code;
    this.faults = options?.faults ?? [];
    this.limit = options?.limit ?? null;
  }

  /** HTTP status. */
  get status(): number {
    return PROBLEMS[this.code][0];
  }

  get title(): string {
    return PROBLEMS[this.code][1];
  }
}
