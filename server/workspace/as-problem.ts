import { type Code, WeftError } from '../../shared/codes.ts';
import { Problem, type ProblemCode } from '../../shared/problems.ts';
import { StoreError, type StoreErrorCode } from '../store/store.ts';

/** What rooms refuse with, as callers of the API are told. */
const OF_ROOMS: { readonly [code in Code]?: ProblemCode } = {
  'store.failing': 'store.failing',
  'room.busy': 'room.busy',
  'room.unknown': 'request.not-found',
  'document.too-large': 'document.too-large',
  'server.stopping': 'server.stopping',
};

const OF_STORE: { readonly [code in StoreErrorCode]?: ProblemCode } = {
  'store.write': 'store.failing',
  'store.closed': 'server.stopping',
};

/** What the work answers; where rooms or the store refuse it, a Problem. */
export async function asProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw problemOf(error);
  }
}

function problemOf(error: unknown): unknown {
  const code = error instanceof WeftError ? OF_ROOMS[error.code] : error instanceof StoreError ? OF_STORE[error.code] : undefined;
  return code === undefined || !(error instanceof Error) ? error : new Problem(code, error.message, { cause: error });
}
