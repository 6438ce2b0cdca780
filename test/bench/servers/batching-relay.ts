/** The relay that joins what a turn of the event loop brings: one write a socket, of bytes that are shared where they are the same. */
import { frameBytes } from '../load/websocket-frame.ts';
import { type Peer, type RelayRoom, startRelay } from './relay-rooms.ts';

interface Said {
  readonly from: Peer;
  readonly frame: Buffer;
}

const pending = new Map<RelayRoom, Said[]>();

startRelay((room, from, message) => {
  const frame = frameBytes(message, { masked: false });
  const said = pending.get(room);
  if (said !== undefined) said.push({ from, frame });
  else {
    if (pending.size === 0) setImmediate(flush);
    pending.set(room, [{ from, frame }]);
  }
});

function flush(): void {
  for (const [room, said] of pending) {
    const all = Buffer.concat(said.map(({ frame }) => frame));
    const speakers = new Set(said.map(({ from }) => from));
    for (const peer of room.peers) {
      if (!speakers.has(peer)) peer.stream.write(all);
      else if (speakers.size > 1) peer.stream.write(Buffer.concat(said.filter(({ from }) => from !== peer).map(({ frame }) => frame)));
    }
  }
  pending.clear();
}
