import type { FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { WeftError } from '../../shared/codes.ts';
import { type FieldFault, Problem, type ProblemCode } from '../../shared/problems.ts';
import { StoreError } from '../store/store.ts';

const PROBLEM_TYPE = 'application/problem+json';

/** Seconds after which what can't be done just now is worth another try: a store is opened again within five. */
const UNAVAILABLE = 5;

/** What `fastify` calls the parts of a request, and what the API does. */
const PARTS: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', headers: 'header' };

/** Problem details as RFC 9457 has them. `code` is for programs, `detail` for whoever writes them. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly errors?: readonly FieldFault[];
  readonly limit?: number;
}

/** Seconds after which the same request may be made again, told as `Retry-After`. */
export class TooMany extends Problem {
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number) {
    super('request.too-many', `${message} Try again in ${retryAfter} s.`);
    this.retryAfter = retryAfter;
  }
}

function problemDetails(problem: Problem): ProblemDetails {
  const { code, status, title, message, faults, limit } = problem;
  const more = { ...(faults.length > 0 && { errors: faults }), ...(limit !== null && { limit }) };
  return { type: `urn:weft:problem:${code}`, title, status, detail: message, code, ...more };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem instanceof TooMany) reply.header('retry-after', problem.retryAfter);
  if (problem.status === 503) reply.header('retry-after', UNAVAILABLE);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problemDetails(problem));
}

/** What went wrong, as a problem. Null for a fault of ours, of which nobody is told the inside. */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error.faults.length === 0 ? error : withPaths(error);
  if (error instanceof WeftError) return fromWeft(error);
  if (error instanceof StoreError && (error.code === 'store.write' || error.code === 'store.closed'))
    return new Problem('store.failing', 'The server can not write to its disk just now. Try again later.');
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error);
  return fromFastify(error);
}

function fromWeft(error: WeftError): Problem | null {
  switch (error.code) {
    case 'store.failing':
    case 'room.busy':
    case 'server.stopping':
    case 'document.too-large':
    case 'user.id':
    case 'limit.tasks':
    case 'limit.documents':
    case 'limit.columns':
      return new Problem(error.code, error.message);
    case 'room.unknown':
      return new Problem('request.not-found', error.message);
    default:
      return null;
  }
}

interface Invalid {
  readonly validation: readonly {
    readonly keyword: string;
    readonly instancePath: string;
    readonly message?: string;
    readonly params: object;
  }[];
  readonly validationContext?: string | undefined;
}

/** Each fault by the path of its field: `body.title`, `query.limit`. */
function fromValidation({ validation, validationContext = 'body' }: Invalid): Problem {
  const part = PARTS[validationContext] ?? validationContext;
  const faults = validation.flatMap(({ keyword, instancePath, message = 'It is not as it must be.', params }): FieldFault[] => {
    const field = [part, ...instancePath.split('/').filter((step) => step !== '')].join('.');
    if (keyword !== 'unrecognized_keys' || !('keys' in params) || !Array.isArray(params.keys)) return [{ field, message }];
    return params.keys.map((key) => ({ field: `${field}.${key}`, message: 'There is no such field.' }));
  });
  return invalid(faults);
}

/** Whoever looks at a value doesn't know where it came from: what names a bare field is about the body. */
function withPaths(problem: Problem): Problem {
  const faults = problem.faults.map(({ field, message }) => ({
    field: /^(body|query|path|header)(\.|$)/.test(field) ? field : `body.${field}`,
    message,
  }));
  return new Problem(problem.code, problem.message, { faults, cause: problem.cause });
}

/** A request that isn't as it must be. */
export function invalid(faults: readonly FieldFault[]): Problem {
  return new Problem('request.invalid', faults.map(({ field, message }) => `${field}: ${message}`).join(' '), { faults });
}

/** What Fastify itself refuses: bodies that are too large, of another type, or no JSON. */
function fromFastify(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return null;
  if (error.statusCode === 413) return new Problem('request.too-large', 'The body is larger than this server takes.');
  if (error.statusCode === 415) return new Problem('request.media-type', 'Send application/json, or text/markdown where that is taken.');
  if (error.statusCode >= 400 && error.statusCode < 500) return invalid([{ field: 'body', message: error.message }]);
  return null;
}
