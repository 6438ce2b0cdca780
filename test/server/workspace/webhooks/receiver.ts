import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { WeftEvent } from '../../../../shared/events.ts';

export interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly event: WeftEvent;
  readonly path: string;
}

/** How a receiver answers: a status, or by its own hand. */
export type Answer = number | ((response: http.ServerResponse, request: http.IncomingMessage) => void);

/** Somebody else's server that takes webhooks. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  /** What came, in order; also what wasn't answered well. */
  readonly received: readonly Received[];
  titles(): readonly unknown[];
  /** Requests that are open now. */
  readonly open: number;
  /** How it answers from now on. */
  answer: Answer;
}

/** A receiver on a free port, ended with the test. */
export async function startReceiver(answer: Answer = 200): Promise<Receiver> {
  const received: Received[] = [];
  let open = 0;
  const server = http.createServer((request, response) => {
    open++;
    response.on('close', () => open--);
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      received.push({ headers: request.headers, body, event: JSON.parse(body), path: request.url ?? '' });
      if (typeof receiver.answer === 'number') response.writeHead(receiver.answer).end();
      else receiver.answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    titles: () => received.map(({ event }) => event.data.title),
    get open() {
      return open;
    },
    answer,
  };
  return receiver;
}

/** Checks a signature as a receiver would who has only read the documentation: the time it was made (s), or null for a wrong one. */
export function verified({ headers, body }: Received, secret: string): number | null {
  const parts = new Map(
    String(headers['weft-signature'])
      .split(',')
      .map((part) => part.split('=', 2) as [string, string]),
  );
  const expected = createHmac('sha256', secret)
    .update(`${parts.get('t')}.${body}`, 'utf8')
    .digest('hex');
  return parts.get('v1') === expected ? Number(parts.get('t')) : null;
}
