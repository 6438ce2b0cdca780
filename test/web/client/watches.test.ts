import { describe, expect, it } from 'vitest';
import { createAckWatch } from '../../../web/client/ack-watch.ts';
import { createHeartbeat } from '../../../web/client/heartbeat.ts';
import { heldTime } from '../../support/time.ts';

describe('waiting for acks', () => {
  function watched() {
    const time = heldTime();
    const calls: string[] = [];
    const watch = createAckWatch({ time, resend: () => calls.push('resend'), reconnect: () => calls.push('reconnect') });
    return { time, calls, watch };
  }

  it('[HB3] sends again after 10 s without an ack, and reconnects after 10 s more', () => {
    const { time, calls, watch } = watched();
    watch.update(1, false);
    time.jump(9_999);
    expect(calls).toEqual([]);
    time.jump(1);
    expect(calls).toEqual(['resend']);
    watch.update(2, false);
    time.jump(10_000);
    expect(calls).toEqual(['resend', 'reconnect']);
    expect(time.waiting).toBe(0);
  });

  it('[HB3] an ack that decides something starts the wait anew, one that decides nothing does not', () => {
    const { time, calls, watch } = watched();
    watch.update(2, false);
    time.jump(6_000);
    watch.update(1, true);
    time.jump(6_000);
    expect(calls).toEqual([]);
    watch.update(1, false);
    time.jump(4_000);
    expect(calls).toEqual(['resend']);
  });

  it('[HB3] nothing waits once everything is decided', () => {
    const { time, calls, watch } = watched();
    watch.update(1, false);
    watch.update(0, true);
    expect(time.waiting).toBe(0);
    time.jump(60_000);
    expect(calls).toEqual([]);
  });
});

describe('the heartbeat', () => {
  function beating() {
    const time = heldTime();
    const calls: string[] = [];
    const heartbeat = createHeartbeat({
      time,
      interval: 30_000,
      ping: (nonce) => calls.push(`ping ${nonce}`),
      dead: () => calls.push('dead'),
    });
    heartbeat.start();
    return { time, calls, heartbeat };
  }

  it('[NO3] pings at each interval, and any frame is an answer', () => {
    const { time, calls, heartbeat } = beating();
    time.jump(30_000);
    heartbeat.heard();
    time.jump(30_000);
    heartbeat.heard();
    expect(calls).toEqual(['ping 0', 'ping 1']);
  });

  it('[NO3] a ping without any frame in 10 s ends the line, once', () => {
    const { time, calls } = beating();
    time.jump(39_999);
    expect(calls).toEqual(['ping 0']);
    time.jump(1);
    expect(calls).toEqual(['ping 0', 'dead']);
    time.jump(120_000);
    expect(calls).toEqual(['ping 0', 'dead']);
    expect(time.waiting).toBe(0);
  });

  it('stops for good', () => {
    const { time, calls, heartbeat } = beating();
    time.jump(30_000);
    heartbeat.stop();
    expect(time.waiting).toBe(0);
    time.jump(60_000);
    expect(calls).toEqual(['ping 0']);
  });
});
