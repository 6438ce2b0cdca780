import fs from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { MESSAGE, SYNC, step2Frame, updateFrame } from '../../../shared/protocol.ts';
import { serve } from './serve.ts';

/** One connection of a relay. */
export interface Peer {
  readonly socket: WebSocket;
  /** What is under the socket: whole WebSocket frames may be written to it. */
  readonly stream: Duplex;
}

/** A room of a relay: who is there, and what was said, for those who join. */
export interface RelayRoom {
  readonly peers: Set<Peer>;
  readonly messages: Buffer[];
}

/** Passes a message on to everybody else in the room. */
export type Forward = (room: RelayRoom, from: Peer, message: Buffer) => void;

/** An update that says nothing. */
const NOTHING = new Uint8Array(2);
const ANSWER = step2Frame(NOTHING);

/**
 * A server that knows no CRDT: it passes every message on, keeps the list of those that are about content, and sends it to
 * whoever asks by step 1.
 */
export function startRelay(forward: Forward): void {
  const rooms = new Map<string, RelayRoom>();
  const roomOf = (name: string): RelayRoom => {
    let room = rooms.get(name);
    if (room === undefined) {
      room = { peers: new Set(), messages: [] };
      rooms.set(name, room);
    }
    return room;
  };
  const [held, file] = process.argv.slice(2);
  if (held !== undefined && file !== undefined) roomOf(held).messages.push(Buffer.from(updateFrame(fs.readFileSync(file))));

  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
  const server = http.createServer();
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const room = roomOf(request.url ?? '/');
      const peer: Peer = { socket, stream };
      room.peers.add(peer);
      socket.on('message', (data) => receive(room, peer, data as Buffer, forward));
      socket.on('close', () => room.peers.delete(peer));
      socket.on('error', () => socket.terminate());
    });
  });
  server.listen(0, '127.0.0.1', () => {
    serve((server.address() as AddressInfo).port, () => server.closeAllConnections());
  });
}

function receive(room: RelayRoom, peer: Peer, message: Buffer, forward: Forward): void {
  if (message[0] === MESSAGE.sync && message[1] === SYNC.step1) {
    for (const earlier of room.messages) peer.socket.send(earlier);
    peer.socket.send(ANSWER);
    return;
  }
  // A copy: the message is a view into what was read from the socket, which would stay in memory with it.
  if (message[0] === MESSAGE.sync) room.messages.push(Buffer.from(message));
  forward(room, peer, message);
}
