import { type Code, WeftError } from '../../shared/codes.ts';
import { Problem, type ProblemCode } from '../../shared/problems.ts';

/** What rooms refuse with, as callers of the API are told. */
const PROBLEM_OF: { readonly [code in Code]?: ProblemCode } = {
  'store.failing': 'store.failing',
  'room.busy': 'room.busy',
  'room.unknown': 'request.not-found',
  'document.too-large': 'document.too-large',
  'server.stopping': 'server.stopping',
  'project.full': 'limit.tasks',
};

/** What the work answers; where rooms refuse it, a Problem. */
export async function asProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof WeftError ? PROBLEM_OF[error.code] : undefined;
    if (error instanceof WeftError && code !== undefined) throw new Problem(code, error.message, { cause: error });
    throw error;
  }
}
