import { ByteReader } from '../../shared/bytes.ts';
import { MESSAGE, SYNC } from '../../shared/protocol.ts';

/** What the server counts and acknowledges (rule SA1). */
export type WriteKind = 'step2' | 'update';

/** What happens on the sockets that a provider opens. */
export interface SocketWatch {
  /**
   * False drops updates: a reader's would be refused, and Yjs itself makes some. A step 2 is never dropped: the server
   * asked for it.
   */
  maySendUpdates(): boolean;
  /** A write frame went to the socket: in the very order in which the server will count it. */
  sent(kind: WriteKind): void;
  /** Something came in, whatever it is: the line lives. */
  received(): void;
}

/**
 * The WebSocket class to give to a provider: `Base`, with an eye on what passes. Rule SA4 counts at `send`, because only
 * there every write frame of a provider comes by, also those that it answers to a step 1.
 */
export function countingSocket(Base: typeof WebSocket, watch: SocketWatch): typeof WebSocket {
  return class CountingSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', () => watch.received());
    }

    override send(data: string | BufferSource | Blob): void {
      const kind = data instanceof Uint8Array ? writeKind(data) : null;
      if (kind === 'update' && !watch.maySendUpdates()) return;
      super.send(data as BufferSource);
      if (kind !== null) watch.sent(kind);
    }
  };
}

/** What kind of write frame this is, or null for every other frame. */
function writeKind(frame: Uint8Array): WriteKind | null {
  const reader = new ByteReader(frame, 'frame.malformed');
  if (reader.varUint() !== MESSAGE.sync) return null;
  switch (reader.varUint()) {
    case SYNC.step2:
      return 'step2';
    case SYNC.update:
      return 'update';
    default:
      return null;
  }
}
