import { expect, it } from 'vitest';
import { smoothStatus } from '../../../web/client/smooth-status.ts';
import { createStore } from '../../../web/client/store.ts';
import { isSameStatus, type SyncKind, type SyncStatus } from '../../../web/client/sync-status.ts';
import { heldTime } from '../../support/time.ts';

const at = (kind: SyncKind, unsent = 0): SyncStatus => ({
  kind,
  unsent,
  code: kind === 'failed' ? 'store.failing' : null,
  readOnly: false,
  role: 'editor',
  ready: true,
  editable: true,
});

function watched(first: SyncKind) {
  const time = heldTime();
  const source = createStore(at(first), isSameStatus);
  const { store, stop } = smoothStatus(source, time);
  const shown: SyncKind[] = [];
  store.subscribe(() => shown.push(store.getSnapshot().kind));
  return { time, source, store, stop, shown };
}

it('shows nothing of what is saved within 300 ms', () => {
  const { time, source, shown } = watched('saved');
  for (let key = 0; key < 50; key++) {
    source.set(at('saving', 1));
    time.jump(20);
    source.set(at('saved'));
    time.jump(100);
  }
  expect(shown).toEqual([]);
  expect(time.waiting).toBe(0);
});

it('shows "saving" after 300 ms, long enough to be read', () => {
  const { time, source, shown } = watched('saved');
  source.set(at('saving', 1));
  time.jump(299);
  expect(shown).toEqual([]);
  time.jump(1);
  expect(shown).toEqual(['saving']);
  time.jump(50);
  source.set(at('saved'));
  time.jump(549);
  expect(shown).toEqual(['saving']);
  time.jump(1);
  expect(shown).toEqual(['saving', 'saved']);
});

it('shows failures, and their end, at once', () => {
  const { source, shown } = watched('saved');
  source.set(at('failed', 1));
  source.set(at('saved'));
  expect(shown).toEqual(['failed', 'saved']);
});

it('keeps counting while it is offline', () => {
  const { time, source, store } = watched('saved');
  source.set(at('offline', 1));
  time.jump(300);
  source.set(at('offline', 2));
  expect(store.getSnapshot().unsent).toBe(2);
});

it('takes its timer with it', () => {
  const { time, source, stop, shown } = watched('saved');
  source.set(at('saving', 1));
  stop();
  expect(time.waiting).toBe(0);
  source.set(at('failed', 1));
  expect(shown).toEqual([]);
});
