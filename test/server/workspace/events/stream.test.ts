import { describe, expect, it, onTestFinished } from 'vitest';
import { FIRST_ID } from '../../../../server/workspace/events/clock.ts';
import type { JournalEvent } from '../../../../server/workspace/events/events.ts';
import { EventStreams } from '../../../../server/workspace/events/stream.ts';
import type { WeftEvent } from '../../../../shared/events.ts';
import { eventually } from '../../../support/eventually.ts';
import { testLog } from '../../../support/test-log.ts';
import { heldTime } from '../../../support/time.ts';

const CHANNEL = 'project/demo';

function eventOf(title: string): WeftEvent {
  return { type: 'connect', data: { title }, timestamp: '', message_id: `msg_${title}`, user_id: null, room_id: 'p/demo' };
}

/** Streams over a disk that answers what it held when it was asked, but as late as the test wants. */
function start() {
  const disk: JournalEvent[] = [];
  let answers: Promise<void> = Promise.resolve();
  let reads = 0;
  const read = async (_: string, after: string, limit: number): Promise<readonly JournalEvent[]> => {
    reads++;
    const seen = disk.filter(({ id }) => id > after).slice(0, limit);
    await answers;
    return seen;
  };
  const streams = new EventStreams({ read, floor: () => FIRST_ID, time: heldTime(), log: testLog() });
  return {
    streams,
    disk,
    reads: () => reads,
    hold: () => {
      let release = (): void => {};
      answers = new Promise((resolve) => (release = resolve));
      return release;
    },
    open: (listener: (event: JournalEvent) => void | Promise<void>) => onTestFinished(streams.open(CHANNEL, FIRST_ID, listener, () => {})),
  };
}

describe('readers of one channel', () => {
  it('share a read where they are equally far, but none that began before what they were woken for', async () => {
    const { streams, disk, open, hold, reads } = start();
    const early: JournalEvent[] = [];
    const late: JournalEvent[] = [];
    open((event) => void early.push(event));
    await eventually('the first has looked', () => reads() === 1);
    const release = hold();
    open((event) => void late.push(event));
    await eventually('the second is looking', () => reads() === 2);
    disk.push({ id: '0000000000000001', event: eventOf('one') });
    streams.wake(CHANNEL);
    release();
    await eventually('both have it', () => early.length === 1 && late.length === 1);
    const before = reads();
    disk.push({ id: '0000000000000002', event: eventOf('two') });
    streams.wake(CHANNEL);
    await eventually('both have it', () => early.length === 2 && late.length === 2);
    expect(reads()).toBe(before + 1);
  });

  it('that are slow miss the oldest of what is told live, and no more', async () => {
    const { streams, open } = start();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const heard: unknown[] = [];
    open(async ({ event }) => {
      heard.push(event.data.title);
      await held;
    });
    streams.live(CHANNEL, eventOf('first'));
    await eventually('the reader is stuck', () => heard.length === 1);
    for (let at = 0; at < 1000; at++) streams.live(CHANNEL, eventOf(`${at}`));
    release();
    await eventually('it has the last', () => heard.at(-1) === '999');
    expect(heard).toEqual(['first', ...Array.from({ length: 64 }, (_, at) => `${936 + at}`)]);
  });
});
