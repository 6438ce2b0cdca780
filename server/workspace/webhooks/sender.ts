import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { WeftEvent } from '../../../shared/events.ts';
import type { Time } from '../../../shared/time.ts';
import { isPublicAddress, literalAddress } from './address.ts';
import { checkedLookup, PrivateTarget, type Resolve } from './lookup.ts';

/** Bytes of an answer that are read, so that the target can end in peace. */
const ANSWER = 64 * 1024;

/** How an attempt went. */
export interface Attempt {
  /** The HTTP status, null where there was none. */
  readonly status: number | null;
  /** Why the event counts as not delivered, null where it was. */
  readonly error: string | null;
}

export interface SenderOptions {
  readonly privateTargets: boolean;
  readonly resolve: Resolve;
  /** ms that an attempt may take, from looking up the name to the end of the answer. */
  readonly timeout: number;
  readonly time: Time;
}

/** Sends one event to one target. Never rejects. Ends when `signal` says so. */
export type Sender = (target: { readonly url: string; readonly secret: string }, event: WeftEvent, signal: AbortSignal) => Promise<Attempt>;

export function createSender({ privateTargets, resolve, timeout, time }: SenderOptions): Sender {
  const lookup = checkedLookup(resolve, privateTargets);
  return async ({ url: text, secret }, event, signal) => {
    const url = new URL(text);
    // A connection to an IP address looks nothing up.
    const ip = literalAddress(url);
    if (ip !== null && !privateTargets && !isPublicAddress(ip)) return failed(new PrivateTarget());
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Weft-Webhook/1',
      'weft-event': event.type,
      'weft-delivery': event.message_id,
      'weft-signature': sign(secret, Math.floor(time.now() / 1000), body),
    };
    const client = url.protocol === 'https:' ? https : http;
    // A connection of its own: one that is kept open may just be closing.
    const request = client.request(url, { method: 'POST', headers, lookup, agent: false });
    return answer(request, body, { timeout, time, signal });
  };
}

/** The `Weft-Signature` of a body sent at a time (s since 1970). */
function sign(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

interface Bounds {
  readonly timeout: number;
  readonly time: Time;
  readonly signal: AbortSignal;
}

/** Sends the body and waits for the answer. The status counts as soon as it is there, whatever becomes of the rest. */
function answer(request: http.ClientRequest, body: string, { timeout, time, signal }: Bounds): Promise<Attempt> {
  return new Promise((resolve) => {
    let status: number | null = null;
    const end = (error: Error | null): void => {
      cancel();
      signal.removeEventListener('abort', abort);
      request.destroy();
      resolve(status === null ? failed(error) : judged(status));
    };
    const cancel = time.after(timeout, () => end(new Error(`No answer within ${timeout} ms`)));
    const abort = (): void => end(new Error('The server is stopping'));
    signal.addEventListener('abort', abort);
    request.on('error', end);
    request.on('close', () => end(null));
    request.on('response', (response) => {
      status = response.statusCode ?? null;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER) end(null);
      });
      response.on('end', () => end(null));
      response.on('error', end);
    });
    if (signal.aborted) abort();
    else request.end(body);
  });
}

function judged(status: number): Attempt {
  if (status >= 200 && status < 300) return { status, error: null };
  const redirects = status >= 300 && status < 400 ? ' Redirects are not followed.' : '';
  return { status, error: `The target answered ${status}.${redirects}` };
}

/** Says what went wrong without what the URL may hold in secret. */
function failed(error: Error | null): Attempt {
  if (error === null) return { status: null, error: 'The target closed the connection.' };
  const code = 'code' in error && typeof error.code === 'string' && !(error instanceof PrivateTarget) ? error.code : null;
  return { status: null, error: code === null ? `${error.message}.` : `The target could not be reached: ${code}.` };
}
