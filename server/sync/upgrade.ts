import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { CLOSE, type Code } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { SUBPROTOCOL } from '../../shared/protocol.ts';
import type { Time } from '../../shared/time.ts';
import { Connection } from './connection.ts';
import { type Counters, countRefusal } from './counters.ts';
import { type Gate, isRefusal } from './gate.ts';
import type { Rooms } from './rooms.ts';
import { below, parseTarget } from './target.ts';

/** ms between two looks at all connections. */
const SWEEP_INTERVAL = 1000;
/** What `ws` closes with when a frame announces more than `maxPayload`. */
const WS_TOO_LARGE = 1009;

export interface SocketsOptions {
  readonly rooms: Rooms;
  readonly gate: Gate;
  /** Rule EN3. */
  readonly originAllowed: (headers: IncomingHttpHeaders) => boolean;
  /** The peer's address, behind proxies too. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Rule AC7. */
  readonly addressAllowed: (address: string) => boolean;
  /** Only upgrades of URLs below this path are taken, others are left to whoever else listens. All by default. */
  readonly path?: string;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly counters: Counters;
}

/** The sockets of one HTTP server. */
export interface Sockets {
  /** Takes no more upgrades, waits until all sockets are closed (they are told to by the rooms), ends what is left after `limits.drain`. */
  stop(): Promise<void>;
}

/** Rule FR4: a 44xx, since after 1009 a provider would send the same frame for ever. */
class OurWebSocket extends WebSocket {
  override close(code?: number, data?: string | Buffer): void {
    if (code === WS_TOO_LARGE) super.close(CLOSE.tooLarge, 'frame.too-large' satisfies Code);
    else super.close(code, data);
  }
}

/** Takes over the upgrades of an HTTP server. */
export function acceptSockets(server: Server, options: SocketsOptions): Sockets {
  const { rooms, gate, originAllowed, addressOf, addressAllowed, path = '', limits, time, log, counters } = options;
  const connections = new Set<Connection>();
  const users = new UserCount(limits.connectionsPerUser);
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
    WebSocket: OurWebSocket,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : (offered.values().next().value ?? false)),
  });

  // Made out here: a closure made for one upgrade would keep its request, with all headers, for as long as the socket lives.
  const forget = (connection: Connection): void => {
    connections.delete(connection);
    users.remove(connection);
  };
  const noteError = (error: Error): void => log.debug({ error: error.message }, 'an upgrade failed');

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const url = below(request.url ?? '/', path);
    if (url === null) return;
    stream.on('error', noteError);
    const ip = addressOf(request);
    if (!addressAllowed(ip)) {
      countRefusal(counters, 'address.refused');
      return refuseHttp(stream, '403 Forbidden', 'address.refused');
    }
    if (!originAllowed(request.headers)) {
      countRefusal(counters, 'origin.refused');
      return refuseHttp(stream, '403 Forbidden', 'origin.refused');
    }
    const target = parseTarget(url, limits.roomNameBytes);
    if (target === null) return refuseHttp(stream, '400 Bad Request', 'room.name');
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      const weft = socket.protocol === SUBPROTOCOL;
      const connection = new Connection({
        socket,
        stream,
        weft,
        limits,
        time,
        log,
        counters,
        onClosed: forget,
      });
      connections.add(connection);
      if (target.room === null) return refuse(connection, CLOSE.unknownRoom, 'room.name');
      const { room, token, claimed } = target;
      void admit(connection, room, { room, headers: request.headers, token, ip, claimed });
    });
  };

  const refuse = (connection: Connection, close: (typeof CLOSE)[keyof typeof CLOSE], code: Code): void => {
    countRefusal(counters, code);
    connection.close(close, code);
  };

  const admit = async (connection: Connection, name: string, request: Parameters<Gate['enter']>[0]): Promise<void> => {
    try {
      const session = await gate.enter(request);
      if (isRefusal(session)) return refuse(connection, session.close, session.code);
      if (connections.has(connection) && !users.add(connection, session.userId)) {
        return refuse(connection, CLOSE.tooMany, 'connections.too-many');
      }
      const room = await rooms.open(name).catch((error: unknown) => {
        log.error({ room: name, error }, 'a room could not be read');
        return null;
      });
      if (room === null) return refuse(connection, CLOSE.later, 'room.busy');
      connection.enter(session, room);
    } catch (error) {
      log.error({ room: name, error }, 'the gate failed');
      refuse(connection, CLOSE.fault, 'server.fault');
    }
  };

  server.on('upgrade', onUpgrade);
  const stopSweep = time.every(SWEEP_INTERVAL, () => {
    for (const connection of connections) connection.sweep();
  });

  const allClosed = async (): Promise<void> => {
    const deadline = time.monotonic() + limits.drain;
    while (connections.size > 0 && time.monotonic() < deadline) {
      await new Promise<void>((resolve) => {
        time.after(10, resolve);
      });
    }
    for (const connection of connections) connection.terminate();
  };

  return {
    stop: async () => {
      server.off('upgrade', onUpgrade);
      stopSweep();
      await allClosed();
    },
  };
}

/** Rule LI1: how many connections each user has open. */
class UserCount {
  readonly #limit: number;
  readonly #users = new Map<Connection, string>();
  readonly #counts = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts a connection. False when its user has as many as there may be. Where there are no users nothing is counted. */
  add(connection: Connection, user: string | null): boolean {
    if (user === null) return true;
    const count = this.#counts.get(user) ?? 0;
    if (count >= this.#limit) return false;
    this.#users.set(connection, user);
    this.#counts.set(user, count + 1);
    return true;
  }

  remove(connection: Connection): void {
    const user = this.#users.get(connection);
    if (user === undefined) return;
    this.#users.delete(connection);
    const left = (this.#counts.get(user) ?? 1) - 1;
    if (left > 0) this.#counts.set(user, left);
    else this.#counts.delete(user);
  }
}

function refuseHttp(stream: Duplex, status: string, code: Code): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${code.length}\r\n\r\n${code}`);
}
