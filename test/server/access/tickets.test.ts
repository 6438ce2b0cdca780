import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../server/access/access.ts';
import { Tickets } from '../../../server/access/tickets.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { heldTime } from '../../support/time.ts';

const ADA: Identity = { userId: 'ada', name: 'Ada', color: null, session: 's', expiresAt: null, roles: null, byCookie: false };

describe('a ticket', () => {
  it('[AC5] is good once, and for as long as the limit says', () => {
    const time = heldTime();
    const tickets = new Tickets(LIMITS, time);
    const [first, second] = [tickets.add(ADA), tickets.add(ADA)];
    time.jump(LIMITS.ticketLife - 1);
    expect(tickets.redeem(first)).toBe(ADA);
    expect(tickets.redeem(first)).toBeNull();
    time.jump(1);
    expect(tickets.redeem(second)).toBeNull();
    expect(tickets.redeem('tkt_made-up')).toBeNull();
  });

  it('is forgotten when it is too old, and a younger one is not', () => {
    const time = heldTime();
    const tickets = new Tickets(LIMITS, time);
    tickets.add(ADA);
    time.jump(LIMITS.ticketLife);
    const young = tickets.add(ADA);
    tickets.sweep();
    expect(tickets.size).toBe(1);
    expect(tickets.redeem(young)).toBe(ADA);
  });
});
