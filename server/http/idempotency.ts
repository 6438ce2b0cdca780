import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { Problem } from '../../shared/problems.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Put } from '../store/store.ts';

const TABLE = 'idempotency';
/** Rows that one write of the sweep deletes: a batch that no edit waits long for. */
const SWEPT_AT_ONCE = 500;
const CIPHER = 'aes-256-gcm';
/** What is kept where the answer has no body. No JSON is empty. */
const NOTHING = '';

const Row = z.object({ time: z.number(), request: z.string(), nonce: z.string(), tag: z.string(), answer: z.string() });
type Row = z.infer<typeof Row>;

/** A creation that must not happen twice. */
export interface Attempt {
  /** '' where there are no users. */
  readonly user: string;
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** All that makes the request what it is: the same key with another is a mistake. */
  readonly request: string;
}

export interface Outcome<T> {
  readonly answer: T;
  /** True when it was made before. */
  readonly replayed: boolean;
}

/** Answers to creations, kept for `limits.idempotencyLife`, so that a client which didn't hear the answer can ask again. */
export interface Idempotency {
  /**
   * Creates, or gives the answer from before. `create` gets a function that makes the row to commit with what it creates; where it doesn't use it, the
   * row is written afterwards. @throws Problem `idempotency.reused`, `idempotency.in-progress`; what `create` throws, of which nothing is kept
   */
  once<T>(attempt: Attempt, create: (row: (answer: T) => Put) => Promise<T>): Promise<Outcome<T>>;
  /** Deletes what is too old. */
  sweep(): Promise<void>;
  stop(): void;
}

export interface IdempotencyOptions {
  readonly store: Pick<RoomStore, 'get' | 'entries' | 'write'>;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
}

export function createIdempotency(options: IdempotencyOptions): Idempotency {
  return new KeptAnswers(options);
}

class KeptAnswers implements Idempotency {
  readonly #options: IdempotencyOptions;
  readonly #inProgress = new Set<string>();
  readonly #stop: () => void;

  constructor(options: IdempotencyOptions) {
    this.#options = options;
    const { time, limits, log } = options;
    this.#stop = time.every(limits.expirySweep, () => {
      this.sweep().catch((error: unknown) => log.warn({ error }, 'Old idempotency keys could not be deleted; the next sweep tries again.'));
    });
  }

  async once<T>(attempt: Attempt, create: (row: (answer: T) => Put) => Promise<T>): Promise<Outcome<T>> {
    const rowKey = `${attempt.user}\u0000${digest(attempt.key)}`;
    if (this.#inProgress.has(rowKey)) {
      throw new Problem('idempotency.in-progress', 'The first request with this Idempotency-Key has no answer yet. Ask again in a moment.');
    }
    this.#inProgress.add(rowKey);
    try {
      const kept = await this.#find<T>(rowKey, attempt);
      if (kept !== null) return { answer: kept.answer, replayed: true };
      let isKept = false;
      const row = (answer: T): Put => {
        isKept = true;
        return { table: TABLE, key: rowKey, value: encode(seal(attempt, answer, this.#options.time.now())) };
      };
      const answer = await create(row);
      if (!isKept) await this.#options.store.write({ records: [row(answer)] });
      return { answer, replayed: false };
    } finally {
      this.#inProgress.delete(rowKey);
    }
  }

  async sweep(): Promise<void> {
    const { store } = this.#options;
    let old: Put[] = [];
    for await (const { key, value } of store.entries(TABLE)) {
      if (!this.#isOld(decode(value))) continue;
      old.push({ table: TABLE, key, value: null });
      if (old.length < SWEPT_AT_ONCE) continue;
      await store.write({ records: old });
      old = [];
    }
    if (old.length > 0) await store.write({ records: old });
  }

  stop(): void {
    this.#stop();
  }

  /** The answer from before. `T` is what the same route made of the same request. */
  async #find<T>(rowKey: string, attempt: Attempt): Promise<{ readonly answer: T } | null> {
    const value = await this.#options.store.get(TABLE, rowKey);
    if (value === null) return null;
    const row = decode(value);
    if (this.#isOld(row)) return null;
    if (row.request !== digest(attempt.request)) {
      throw new Problem(
        'idempotency.reused',
        'This Idempotency-Key was sent with another request before. Use a new one for each creation.',
      );
    }
    return { answer: open(attempt, row) as T };
  }

  #isOld({ time }: Row): boolean {
    return this.#options.time.now() - time > this.#options.limits.idempotencyLife;
  }
}

/**
 * Some answers hold a secret that is shown once: an invite's, a webhook's. So an answer is kept under a key that is made from the `Idempotency-Key`,
 * which itself isn't kept: only whoever made the request can open it.
 */
function seal(attempt: Attempt, answer: unknown, time: number): Row {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, cipherKey(attempt), nonce);
  const sealed = Buffer.concat([cipher.update(answer === undefined ? NOTHING : JSON.stringify(answer), 'utf8'), cipher.final()]);
  const base64 = (bytes: Buffer): string => bytes.toString('base64');
  return { time, request: digest(attempt.request), nonce: base64(nonce), tag: base64(cipher.getAuthTag()), answer: base64(sealed) };
}

function open(attempt: Attempt, row: Row): unknown {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const decipher = createDecipheriv(CIPHER, cipherKey(attempt), bytes(row.nonce)).setAuthTag(bytes(row.tag));
  const text = Buffer.concat([decipher.update(bytes(row.answer)), decipher.final()]).toString('utf8');
  return text === NOTHING ? undefined : JSON.parse(text);
}

function cipherKey({ user, key }: Attempt): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, user, 'weft idempotency', 32));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function encode(row: Row): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(row));
}

function decode(value: Uint8Array): Row {
  return Row.parse(JSON.parse(new TextDecoder().decode(value)));
}
