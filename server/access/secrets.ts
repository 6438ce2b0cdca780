import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { newId } from '../../shared/ids.ts';

/** Bytes of a secret: more than anybody guesses. */
const SECRET_BYTES = 32;
/** Steps between two random numbers in [0, 1): the most that `randomInt` knows. */
const STEPS = 2 ** 48 - 1;

/** A new secret, as text for URLs and headers. `prefix` tells people and scanners what it is. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * What is kept of a secret: its SHA-256. Secrets are random and long, so a slow hash would protect nothing more; and a look-up by
 * hash takes a time that tells nothing about any secret.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** HMAC-SHA256 of `text`. */
export function sign(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** Compares in a time that doesn't tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** An id that nobody can foretell, though it is no secret. */
export function newSafeId(prefix: `${string}_`): string {
  return newId(prefix, () => randomInt(STEPS) / STEPS);
}
