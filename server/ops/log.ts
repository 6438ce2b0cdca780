import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../../shared/log.ts';

/** Fields that never appear in a log, however deep they are. */
const SECRET = /^(token|ticket|password|secret|cookie|set-cookie|authorization|proxy-authorization)$/i;
/** The same inside a URL or a header's text. */
const SECRET_IN_TEXT = /\b(token|ticket|password|secret)=[^&\s"']*/gi;
const HIDDEN = '[hidden]';
/** Levels of fields that are looked through. Deeper ones are left out. */
const DEPTH = 6;

/**
 * A log of JSON lines, on stderr unless another destination is given.
 * Fields hold no secrets anyway; those that slip in are hidden by their name.
 */
export function createLog({ debug, to = destination(2) }: { readonly debug: boolean; readonly to?: DestinationStream }): Log {
  return pino(
    {
      level: debug ? 'debug' : 'info',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      messageKey: 'message',
      errorKey: 'error',
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => hideIn(fields, DEPTH),
      },
    },
    to,
  );
}

function hideIn(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, SECRET.test(key) ? HIDDEN : hide(value, depth - 1)]));
}

function hide(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replace(SECRET_IN_TEXT, `$1=${HIDDEN}`);
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth === 0) return '[deeper]';
  return Array.isArray(value) ? value.map((one) => hide(one, depth - 1)) : hideIn(value, depth);
}
