/** The plain relay: every message to everybody else, at once, one by one. */
import { startRelay } from './relay-rooms.ts';

startRelay((room, from, message) => {
  for (const peer of room.peers) if (peer !== from) peer.socket.send(message);
});
