import { afterEach, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createOnlineStore } from '../../../web/client/online-store.ts';
import { hueOf } from '../../../web/client/presence.ts';
import { heldTime } from '../../support/time.ts';

const all: Awareness[] = [];

afterEach(() => {
  for (const one of all.splice(0)) one.destroy();
});

function here(state: Record<string, unknown>): Awareness {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(state);
  all.push(awareness);
  return awareness;
}

function tell(to: Awareness, from: Awareness): void {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'network');
}

const user = (id: string, name: string) => ({ user: { id, name, color: '' } });

it('is one entry a person, however many tabs they have open, oneself first', () => {
  const ada = here(user('ada', 'Ada'));
  tell(ada, here(user('ada', 'Ada')));
  tell(ada, here(user('zoe', 'Zoë')));
  tell(ada, here(user('bob', 'Bob')));
  tell(ada, here(user('bob', 'Bob')));
  const { people: store, stop } = createOnlineStore(ada, heldTime().after);
  expect(store.getSnapshot().map(({ name, self }) => [name, self])).toEqual([
    ['Ada', true],
    ['Bob', false],
    ['Zoë', false],
  ]);
  stop();
});

it('leaves out states that name nobody, whatever they hold', () => {
  const ada = here(user('ada', 'Ada'));
  for (const state of [{}, { user: null }, { user: 'ada' }, { user: { id: 7, name: 'Seven' } }, { user: { id: 'x' } }])
    tell(ada, here(state));
  const { people: store, stop } = createOnlineStore(ada, heldTime().after);
  expect(store.getSnapshot()).toHaveLength(1);
  stop();
});

it('gathers joins and leaves, and takes its timer and listener with it', () => {
  const time = heldTime();
  const ada = here(user('ada', 'Ada'));
  const { people: store, stop } = createOnlineStore(ada, time.after);
  const before = store.getSnapshot();
  let changes = 0;
  store.subscribe(() => changes++);
  tell(ada, here(user('bob', 'Bob')));
  tell(ada, here(user('zoe', 'Zoë')));
  expect(store.getSnapshot()).toBe(before);
  time.jump(300);
  expect(store.getSnapshot()).toHaveLength(3);
  expect(changes).toBe(1);
  tell(ada, here(user('eve', 'Eve')));
  stop();
  expect(time.waiting).toBe(0);
});

it('gives a person the same colour everywhere, and people different ones', () => {
  expect(hueOf('ada')).toBe(hueOf('ada'));
  const hues = new Set(Array.from({ length: 200 }, (_, index) => hueOf(`person-${index}`)));
  expect(hues.size).toBeGreaterThan(18);
  for (const hue of hues) expect(hue >= 0 && hue < 360).toBe(true);
});
