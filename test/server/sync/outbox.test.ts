import { describe, expect, it } from 'vitest';
import { type LogPiece, Outbox } from '../../../server/sync/outbox.ts';
import { toWire, type Wire } from '../../../server/sync/wire.ts';
import { messagesOf } from '../../support/room-member.ts';

const HIGH_WATER = 100;

/** A wire whose only message says what it is. */
const wire = (words: string): Wire => toWire([Buffer.from(words)]);

/** An outbox over a sink that keeps everything queued until `drain`, and a log that a test answers. */
function anOutbox({ highWater = HIGH_WATER } = {}) {
  const written: string[] = [];
  const reads: { readonly after: number; readonly take: (piece: LogPiece) => void }[] = [];
  const sink = {
    queued: 0,
    drains: false,
    write: (bytes: Uint8Array): void => {
      sink.queued += bytes.length;
      sink.drains = true;
      written.push(...messagesOf({ bytes, frames: 0 }).map(String));
    },
  };
  const counted = { lagging: 0, sent: 0 };
  const outbox = new Outbox({
    sink,
    highWater,
    readLog: (after, take) => reads.push({ after, take }),
    onSent: ({ frames }) => {
      counted.sent += frames;
    },
    onLag: (change) => {
      counted.lagging += change;
    },
  });
  const drain = (): void => {
    sink.queued = 0;
    sink.drains = false;
    outbox.drained();
  };
  /** Answers the only read that waits. */
  const answer = (piece: LogPiece): void => {
    expect(reads).toHaveLength(1);
    reads.pop()?.take(piece);
  };
  const live = (): void => {
    outbox.startAt(0);
    answer({ wire: null, next: 0, live: true });
  };
  return { outbox, sink, written, reads, counted, drain, answer, live };
}

describe('starting', () => {
  it('[SY2] passes nothing on before the member has its answer, and leaves out nothing after', () => {
    const { outbox, written, reads, answer } = anOutbox();
    outbox.deliver(wire('too early'), 4);
    expect(written).toEqual([]);
    outbox.startAt(3);
    expect(reads.map(({ after }) => after)).toEqual([3]);
    answer({ wire: wire('4 and 5'), next: 5, live: true });
    outbox.deliver(wire('6'), 5);
    expect(written).toEqual(['4 and 5', '6']);
  });

  it('starts once', () => {
    const { outbox, reads, live } = anOutbox();
    live();
    outbox.startAt(9);
    expect(reads).toEqual([]);
    expect(outbox.started).toBe(true);
  });

  it('[PR6] sends presence from the first moment on', () => {
    const { outbox, written } = anOutbox();
    outbox.sendPresence(wire('somebody'));
    expect(written).toEqual(['somebody']);
  });
});

describe('a member that lags', () => {
  it('[BP1] is queued nothing more, and remembers where it stalled', () => {
    const { outbox, sink, written, reads, counted, drain, live } = anOutbox();
    live();
    outbox.deliver(wire('x'.repeat(HIGH_WATER)), 1);
    for (let seq = 2; seq < 50; seq++) outbox.deliver(wire('more'), seq);
    expect(written).toHaveLength(1);
    expect(sink.queued).toBeLessThan(2 * HIGH_WATER);
    expect([outbox.lagging, counted.lagging]).toEqual([true, 1]);
    expect(reads).toEqual([]);
    drain();
    expect(reads.map(({ after }) => after)).toEqual([2]);
  });

  it('[BP1] is sent the log in pieces, each when the last has drained, and then live updates', () => {
    const { outbox, written, reads, counted, drain, answer, live } = anOutbox();
    live();
    outbox.deliver(wire('x'.repeat(HIGH_WATER)), 0);
    outbox.deliver(wire('lost in the crowd'), 1);
    written.length = 0;
    drain();
    answer({ wire: wire('2 to 5'), next: 5, live: false });
    expect(reads).toEqual([]);
    outbox.deliver(wire('not yet'), 7);
    drain();
    expect(reads.map(({ after }) => after)).toEqual([5]);
    answer({ wire: wire('6 to 8'), next: 8, live: true });
    outbox.deliver(wire('9'), 8);
    expect(written).toEqual(['2 to 5', '6 to 8', '9']);
    expect(counted.lagging).toBe(0);
  });

  it('[BP1] goes on at once where nothing is queued', () => {
    const { outbox, sink, reads, answer } = anOutbox();
    outbox.startAt(0);
    sink.drains = false;
    answer({ wire: null, next: 4, live: false });
    expect(reads.map(({ after }) => after)).toEqual([4]);
  });

  it('[BP1] reads one piece at a time, however often it drains', () => {
    const { outbox, reads, drain, live } = anOutbox();
    live();
    outbox.deliver(wire('x'.repeat(HIGH_WATER)), 0);
    outbox.deliver(wire('stalls'), 1);
    for (let again = 0; again < 3; again++) drain();
    expect(reads).toHaveLength(1);
  });

  it('[BP1] lags again where the last piece itself was too much', () => {
    const { outbox, reads, counted, drain, answer, live } = anOutbox();
    live();
    outbox.deliver(wire('x'.repeat(HIGH_WATER)), 0);
    outbox.deliver(wire('stalls'), 1);
    drain();
    answer({ wire: wire('y'.repeat(2 * HIGH_WATER)), next: 5, live: true });
    outbox.deliver(wire('6'), 5);
    expect(counted.lagging).toBe(1);
    drain();
    expect(reads.map(({ after }) => after)).toEqual([5]);
  });

  it('[PR7] is sent no presence, but answers', () => {
    const { outbox, written, live } = anOutbox();
    live();
    outbox.deliver(wire('x'.repeat(HIGH_WATER)), 0);
    outbox.sendPresence(wire('a caret'));
    outbox.deliver(wire('stalls'), 1);
    outbox.sendPresence(wire('a caret'));
    outbox.send(wire('an ack'));
    expect(written.slice(1)).toEqual(['an ack']);
  });
});

describe('an outbox that is closed', () => {
  it('sends nothing more, lags no more, and takes no piece that was under way', () => {
    const { outbox, written, counted, drain, reads, live } = anOutbox();
    live();
    outbox.deliver(wire('x'.repeat(HIGH_WATER)), 0);
    outbox.deliver(wire('stalls'), 1);
    drain();
    outbox.close();
    reads.pop()?.take({ wire: wire('too late'), next: 5, live: true });
    outbox.send(wire('too late'));
    outbox.deliver(wire('too late'), 5);
    outbox.sendPresence(wire('too late'));
    outbox.startAt(5);
    drain();
    expect(written).toHaveLength(1);
    expect(reads).toEqual([]);
    expect([counted.lagging, outbox.lagging, outbox.started]).toEqual([0, false, false]);
  });

  it('counts as lagging no more when it ends between two states', () => {
    const { outbox, counted } = anOutbox();
    outbox.close();
    expect(counted.lagging).toBe(0);
  });

  it('counts what was sent', () => {
    const { outbox, counted } = anOutbox();
    outbox.send(toWire([Buffer.from('a'), Buffer.from('b')]));
    expect(counted.sent).toBe(2);
  });
});
