import { ApiError } from '../client/api.ts';
import type { Dictionary } from '../i18n/dictionary.ts';

/** Why a call of the API failed, as a sentence that says what to do. Anything that isn't known by its code is asked to be tried again. */
export function problemText(error: unknown, { people }: Dictionary): string {
  const known: Readonly<Record<string, string>> = people.problems;
  const code = error instanceof ApiError ? error.code : '';
  return Object.hasOwn(known, code) ? (known[code] ?? people.problem) : people.problem;
}
