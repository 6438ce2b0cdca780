import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { Problem } from '../../shared/problems.ts';
import { isId } from '../../shared/rooms.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Access, DocumentFacts, Identity } from './access.ts';
import type { Directory } from './directory.ts';
import { createEntrance } from './entrance.ts';
import { Introductions } from './introductions.ts';
import { type ClaimNames, type Claims, readClaims } from './jwt-claims.ts';
import type { Rights } from './rights.ts';

/** Whose tokens are taken (`--auth jwt`). One of `secret` and `jwks` is needed. */
export interface JwtConfig {
  /** Shared with the issuer, HS256: at least 32 bytes. */
  readonly secret?: string;
  /** The issuer's public keys, or where they are: RS*, PS*, ES* and EdDSA. A key that isn't known yet is looked for there at most every `jwksCooldown`. */
  readonly jwks?: URL | JSONWebKeySet;
  /** ms between two looks for new keys: half a minute by default. */
  readonly jwksCooldown?: number;
  readonly issuer?: string;
  readonly audience?: string;
  readonly claims?: ClaimNames;
}

export interface JwtAccessOptions {
  /** Null, where nothing was configured, is refused like an empty one. */
  readonly jwt: JwtConfig | null;
  readonly directory: Directory;
  readonly documents: DocumentFacts;
  readonly ensureProject: (project: string) => Promise<void>;
  readonly store: RoomStore;
  readonly limits: Pick<Limits, 'ticketLife'>;
  readonly time: Time;
  readonly log: Log;
}

/** Bytes that a secret must have at least: RFC 7518, 3.2. */
export const SECRET_BYTES = 32;
/** Seconds that the issuer's clock may be ahead of ours. */
const CLOCK_TOLERANCE = 5;
const JWKS_COOLDOWN = 30_000;
/** Signatures by keys of which the issuer alone has the secret part. Named here, so that no token chooses another, or none. */
const PUBLIC_KEY_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** What is wrong with a token and not with us. */
const REFUSED = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/**
 * `--auth jwt`: people and their roles come with tokens of somebody else's making.
 * @throws RangeError for a secret that is too short, or when there is neither secret nor keys
 */
export function createJwtAccess({ jwt, directory, documents, ensureProject, store, limits, time, log }: JwtAccessOptions): Access {
  const introductions = new Introductions({ store, directory, ensureProject, time, log });
  const verify = createVerifier(jwt ?? {}, time, log);
  const rights: Rights = {
    identify: async ({ token }) => {
      if (token === null) throw new Problem('session.unauthorised', 'You are not signed in. Send a token.');
      const identity = await verify(token);
      introductions.person(identity);
      await introductions.memberOfAll(identity);
      return identity;
    },
    ask: async (identity, _room, project) => {
      if (project === null) return null;
      const role = identity.roles?.get(project) ?? directory.granted(project, identity.userId);
      if (role !== null) await introductions.member(identity, project, role);
      return rights.now(identity, project) ?? null;
    },
    // What an earlier token said counts no more: whoever makes the tokens takes rights back by leaving them out.
    now: ({ roles, userId }, project) =>
      directory.project(project) === null ? null : (roles?.get(project) ?? directory.granted(project, userId)),
    anyRoom: false,
    stop: () => undefined,
  };
  return createEntrance({ mode: 'jwt', rights, directory, documents, limits, time, log });
}

/**
 * Checks tokens and reads who they stand for.
 * @throws RangeError for a secret that is too short, or when there is neither secret nor keys
 */
export function createVerifier(jwt: JwtConfig, time: Pick<Time, 'now'>, log: Log): (token: string) => Promise<Identity> {
  const { key, algorithms } = keyOf(jwt);
  const checks = {
    algorithms,
    clockTolerance: CLOCK_TOLERANCE,
    ...(jwt.issuer === undefined ? {} : { issuer: jwt.issuer }),
    ...(jwt.audience === undefined ? {} : { audience: jwt.audience }),
  };
  const refuse = (why: string): Problem => {
    log.info({ why }, 'a token was refused');
    return new Problem('session.unauthorised', `The token is refused: ${why}.`);
  };

  const claimsOf = async (token: string): Promise<Claims | string> => {
    const options = { ...checks, currentDate: new Date(time.now()) };
    const { payload } = await (typeof key === 'function' ? jwtVerify(token, key, options) : jwtVerify(token, key, options));
    return readClaims(payload, jwt.claims ?? {});
  };

  return async (token) => {
    const claims = await claimsOf(token).catch((error: unknown) => {
      if (error instanceof errors.JWTExpired) throw expired();
      if (error instanceof Error && REFUSED.some((kind) => error instanceof kind)) throw refuse(reasonOf(error));
      throw error;
    });
    if (typeof claims === 'string') throw refuse(claims);
    const { userId, name, color, expiresAt, roles } = claims;
    if (!isId(userId)) {
      log.info({ why: 'not a possible user id' }, 'a token was refused');
      throw new Problem('user.id', "The token's user id is not possible here: 1 to 128 characters, no slash, not beginning with '#'.");
    }
    // The tolerance is for tokens that begin a little in the future. None lives longer than it says.
    if (expiresAt <= time.now()) throw expired();
    return { userId, name, color, session: null, expiresAt, roles, byCookie: false };
  };
}

function keyOf({ secret, jwks, jwksCooldown = JWKS_COOLDOWN }: JwtConfig): { key: Uint8Array | JWTVerifyGetKey; algorithms: string[] } {
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret);
    if (key.length < SECRET_BYTES)
      throw new RangeError(`The secret for tokens has ${key.length} bytes. It must have ${SECRET_BYTES} or more.`);
    return { key, algorithms: ['HS256'] };
  }
  if (jwks === undefined) throw new RangeError('Tokens can not be checked: there is neither a secret nor a set of keys (JWKS).');
  const key = jwks instanceof URL ? createRemoteJWKSet(jwks, { cooldownDuration: jwksCooldown }) : createLocalJWKSet(jwks);
  return { key, algorithms: PUBLIC_KEY_ALGORITHMS };
}

function expired(): Problem {
  return new Problem('session.expired', 'The token has expired. Get a new one.');
}

/** What the library says names claims and algorithms, never the token. */
function reasonOf(error: Error): string {
  return error.message.replace(/\.$/, '');
}
