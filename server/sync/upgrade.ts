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
import { parseTarget } from './target.ts';

/** ms between two looks at all connections. */
const SWEEP_INTERVAL = 1000;
/** What `ws` closes with when a frame announces more than `maxPayload`. */
const WS_TOO_LARGE = 1009;

export interface SocketsOptions {
  readonly rooms: Rooms;
  readonly gate: Gate;
  /** Rule EN3. */
  readonly originAllowed: (headers: IncomingHttpHeaders) => boolean;
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
  const { rooms, gate, originAllowed, limits, time, log, counters } = options;
  const connections = new Set<Connection>();
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
  };
  const noteError = (error: Error): void => log.debug({ error: error.message }, 'an upgrade failed');

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', noteError);
    if (!originAllowed(request.headers)) {
      countRefusal(counters, 'origin.refused');
      return refuseHttp(stream, '403 Forbidden', 'origin.refused');
    }
    const target = parseTarget(request.url ?? '/', limits.roomNameBytes);
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
      const ip = request.socket.remoteAddress ?? '';
      void admit(connection, target.room, { room: target.room, headers: request.headers, token: target.token, ip });
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

function refuseHttp(stream: Duplex, status: string, code: Code): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${code.length}\r\n\r\n${code}`);
}
