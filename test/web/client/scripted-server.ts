import type { AddressInfo } from 'node:net';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import {
  type ClientFrame,
  noticeFrame,
  pingFrame,
  readClientFrame,
  roleFrame,
  savedFrame,
  step1Frame,
  step2Frame,
} from '../../../shared/protocol.ts';

/** One connection as this server saw it. */
export interface Seen {
  readonly socket: ServerSocket;
  readonly url: string;
  readonly frames: ClientFrame[];
  /** Write frames received. */
  writes: number;
}

/**
 * A server that misbehaves where a real one would not: it can keep its acks and pongs back, or be no Weft server at all.
 * It holds one document for every room.
 */
export interface ScriptedServer {
  readonly url: string;
  readonly doc: Y.Doc;
  readonly seen: Seen[];
  /** The newest connection. */
  readonly last: Seen;
  /** Change these at will. */
  acks: boolean;
  pongs: boolean;
  weft: boolean;
  writable: boolean;
  /** Closes whoever connects. */
  refuse: { readonly code: number; readonly reason: string } | null;
  /** Tells the newest connection how many of its write frames are decided. */
  ack(count?: number): void;
  notice(code: 'store.failing' | 'store.recovered'): void;
  /** Ends all connections without a word, and closes the port. */
  stop(): Promise<void>;
}

export async function scriptedServer(port = 0): Promise<ScriptedServer> {
  const doc = new Y.Doc();
  const seen: Seen[] = [];
  const sockets = new WebSocketServer({ port, host: '127.0.0.1' });
  await new Promise((resolve) => sockets.once('listening', resolve));

  const server: ScriptedServer = {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`,
    doc,
    seen,
    get last() {
      const newest = seen.at(-1);
      if (newest === undefined) throw new Error('Nobody has connected yet.');
      return newest;
    },
    acks: true,
    pongs: true,
    weft: true,
    writable: true,
    refuse: null,
    ack: (count = server.last.writes) => server.last.socket.send(savedFrame(count, [])),
    notice: (code) => server.last.socket.send(noticeFrame(code, code)),
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };

  const handle = (connection: Seen, frame: ClientFrame): void => {
    const { socket } = connection;
    connection.frames.push(frame);
    if (frame.type === 'step1') socket.send(step2Frame(Y.encodeStateAsUpdate(doc, frame.stateVector)));
    if (frame.type === 'ping' && server.pongs) socket.send(pingFrame(frame.nonce));
    if (frame.type === 'step2' || frame.type === 'update') {
      Y.applyUpdate(doc, frame.update);
      connection.writes++;
      if (server.weft && server.acks) server.ack(connection.writes);
    }
  };
  sockets.on('connection', (socket, request) => {
    const connection: Seen = { socket, url: request.url ?? '', frames: [], writes: 0 };
    seen.push(connection);
    if (server.refuse !== null) {
      socket.close(server.refuse.code, server.refuse.reason);
      return;
    }
    socket.on('message', (data) => handle(connection, readClientFrame(data as Buffer)));
    if (server.weft) socket.send(roleFrame(server.writable ? 'editor' : 'viewer', server.writable));
    if (server.writable) socket.send(step1Frame(Y.encodeStateVector(doc)));
  });
  return server;
}
