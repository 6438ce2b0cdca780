import { describe, expect, it, onTestFinished } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { mirrorPeople } from '../../../shared/model/people.ts';
import { createOnlineStore, type OnlineStore } from '../../../web/client/online-store.ts';
import { createPeopleStore } from '../../../web/client/people-store.ts';
import { ODDITIES } from '../../shared/model/support.ts';
import { heldTime, type TestTime } from '../../support/time.ts';

/** A tab's awareness with this state. */
function tab(state: Record<string, unknown>): Awareness {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(state);
  onTestFinished(() => awareness.destroy());
  return awareness;
}

function tell(to: Awareness, from: Awareness): void {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'network');
}

const as = (id: string, more: object = {}) => ({ user: { id, name: id.toUpperCase(), color: '' }, ...more });
const at = (id: string) => ({ place: { kind: 'task', id } });

/** What Ada's tab shows, after what the others said. */
function room(...others: readonly Awareness[]): { readonly ada: Awareness; readonly store: OnlineStore; readonly time: TestTime } {
  const ada = tab(as('ada'));
  for (const other of others) tell(ada, other);
  const time = heldTime();
  const store = createOnlineStore(ada, time.after);
  onTestFinished(() => store.stop());
  return { ada, store, time };
}

describe('who is online', () => {
  it('is one entry a person, however many tabs they have open, oneself first', () => {
    const { store } = room(tab(as('zoe')), tab(as('bo')), tab(as('bo')), tab(as('ada')), tab({ user: 'nobody' }), tab({}));
    expect(store.people.getSnapshot().map(({ id, name, self }) => [id, name, self])).toEqual([
      ['ada', 'ADA', true],
      ['bo', 'BO', false],
      ['zoe', 'ZOE', false],
    ]);
    expect(store.person('bo').getSnapshot()).toBe(store.people.getSnapshot()[1]);
    expect(store.person('eve').getSnapshot()).toBeNull();
  });

  it('is away only in all tabs, busy in any, and where something was done last', () => {
    const [first, second] = [tab(as('bo', at('t1'))), tab(as('bo', at('t2')))];
    const { ada, store, time } = room(first, second);
    const say = (from: Awareness, state: object): void => {
      from.setLocalState(as('bo', state));
      tell(ada, from);
      time.jump(300);
    };
    const bo = () => {
      const person = store.person('bo').getSnapshot();
      return [person?.status, person?.place?.id];
    };
    say(first, at('t3'));
    expect(bo()).toEqual(['online', 't3']);
    say(second, at('t4'));
    expect(bo()).toEqual(['online', 't4']);
    say(second, { ...at('t4'), status: 'away' });
    expect(bo()).toEqual(['online', 't3']);
    say(first, { ...at('t3'), status: 'busy' });
    expect(bo()).toEqual(['busy', 't3']);
    say(first, { ...at('t3'), status: 'away' });
    expect(bo()).toEqual(['away', 't3']);
  });

  it('is where the tab is that was taken up last, whatever clocks say and whatever another tab says by itself', () => {
    const [desk, phone] = [tab(as('bo', { ...at('t1'), active: 2_000 })), tab(as('bo', { ...at('t2'), active: 1_000 }))];
    const { ada, store, time } = room(phone, desk);
    const say = (from: Awareness, state: object): void => {
      from.setLocalState(as('bo', state));
      tell(ada, from);
      time.jump(300);
    };
    const place = () => store.person('bo').getSnapshot()?.place?.id;
    expect(place()).toBe('t1');
    // The phone's clock is slow.
    say(phone, { ...at('t2'), active: 1_500 });
    expect(place()).toBe('t2');
    say(desk, { ...at('t1'), active: 2_000, status: 'busy' });
    expect([place(), store.person('bo').getSnapshot()?.status]).toEqual(['t2', 'busy']);
    say(desk, { ...at('t3'), active: 2_001 });
    expect(place()).toBe('t3');
  });

  it('gathers what happens, and tells only those whom it concerns', () => {
    const [bo, zoe] = [tab(as('bo')), tab(as('zoe'))];
    const { ada, store, time } = room(bo, zoe);
    const before = store.people.getSnapshot();
    const told: string[] = [];
    onTestFinished(store.people.subscribe(() => told.push('people')));
    for (const id of ['ada', 'bo', 'zoe', 'eve']) onTestFinished(store.person(id).subscribe(() => told.push(id)));
    bo.setLocalState(as('bo', at('t1')));
    tell(ada, bo);
    tell(ada, tab(as('eve')));
    expect(store.people.getSnapshot()).toBe(before);
    time.jump(299);
    expect(told).toEqual([]);
    time.jump(1);
    expect(told.sort()).toEqual(['bo', 'eve', 'people']);
    expect(store.people.getSnapshot()[0]).toBe(before[0]);
    expect(store.person('zoe').getSnapshot()).toBe(before[2]);
  });

  it('takes who leaves and is back for somebody who stayed, and a caret for no news', () => {
    const bo = tab(as('bo'));
    const { ada, store, time } = room(bo);
    let told = 0;
    onTestFinished(store.people.subscribe(() => told++));
    removeAwarenessStates(ada, [bo.clientID], 'network');
    tell(ada, tab(as('bo')));
    bo.setLocalState(as('bo', { caret: 5 }));
    tell(ada, bo);
    time.jump(300);
    expect(told).toBe(0);
    expect(store.people.getSnapshot()).toHaveLength(2);
  });

  it('takes anything that clients say', () => {
    const { ada, store, time } = room();
    for (const [, make] of ODDITIES) {
      const value = make();
      if (typeof value === 'bigint' || value instanceof Y.AbstractType || value instanceof Uint8Array) continue;
      for (const state of [{ user: value }, as('bo', { status: value, place: value }), as('bo', { place: { kind: value, id: value } })])
        tell(ada, tab(state));
    }
    time.jump(300);
    expect(store.people.getSnapshot().map(({ id, status, place }) => [id, status, place])).toEqual([
      ['ada', 'online', null],
      ['bo', 'online', null],
    ]);
  });

  it('takes its timer and its listener with it', () => {
    const { ada, store, time } = room();
    tell(ada, tab(as('bo')));
    store.stop();
    tell(ada, tab(as('eve')));
    expect(time.waiting).toBe(0);
  });
});

describe('the members of a project', () => {
  const member = (user_id: string) => ({ user_id, username: user_id.toUpperCase(), color: '', role: 'editor' });

  it('are named whether they are here or not, with where they are', () => {
    const bo = tab(as('bo', at('t1')));
    const { ada, store: online, time } = room(bo, tab(as('guest')));
    const doc = new Y.Doc();
    mirrorPeople(doc, [member('ada'), member('bo'), member('cem')]);
    const store = createPeopleStore(doc, online);
    onTestFinished(() => store.stop());
    const before = store.people.getSnapshot();
    expect(before.map((person) => [person.username, person.online?.place?.id])).toEqual([
      ['ADA', undefined],
      ['BO', 't1'],
      ['CEM', undefined],
    ]);
    expect(before[0]?.online?.self).toBe(true);
    expect(store.person('guest').getSnapshot()).toBeNull();

    const told: string[] = [];
    onTestFinished(store.people.subscribe(() => told.push('people')));
    for (const id of ['ada', 'bo', 'cem']) onTestFinished(store.person(id).subscribe(() => told.push(id)));
    removeAwarenessStates(ada, [bo.clientID], 'network');
    time.jump(300);
    expect(told.splice(0)).toEqual(['people', 'bo']);
    expect(store.person('bo').getSnapshot()).toMatchObject({ username: 'BO', online: null });
    expect(store.people.getSnapshot()[0]).toBe(before[0]);

    mirrorPeople(doc, [member('ada'), member('bo'), { ...member('cem'), role: 'viewer' }]);
    expect(told.splice(0)).toEqual(['people', 'cem']);
    expect(store.person('cem').getSnapshot()?.role).toBe('viewer');
    doc.getMap('people').set('dot', 'no person');
    expect(told).toEqual([]);

    store.stop();
    mirrorPeople(doc, []);
    expect(store.people.getSnapshot()).toHaveLength(3);
  });
});
