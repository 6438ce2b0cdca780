import { expect, it } from 'vitest';
import { LIMITS } from '../../../shared/limits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { docAs, letters, type } from '../../support/updates.ts';

/** Long enough that a snapshot of it is worth writing. */
const LONG = 'a text of which each letter is a record of its own, until the log is long enough';

it('leaves a short log when it stops', async () => {
  const { rooms, store, enter, pass } = await heldRooms();
  const ada = await enter('r');
  for (const update of letters(LONG)) ada.update(update);
  await pass();
  await rooms.stop();
  const { snapshot, tail } = await store.read('r');
  expect(snapshot?.seq).toBe(LONG.length);
  expect(tail).toEqual([]);
  expect(ada.closed).toEqual([{ close: 1012, code: 'server.stopping' }]);
});

it('does not wait for a store that does not answer when it stops', async () => {
  const { rooms, store, enter, time, settle } = await heldRooms();
  const ada = await enter('r');
  store.holdWrites();
  for (const update of letters(LONG)) ada.update(update);
  await settle();
  let stopped = false;
  const stop = rooms.stop().then(() => {
    stopped = true;
  });
  await settle();
  expect(stopped).toBe(false);
  time.jump(LIMITS.drain);
  await stop;
  expect(time.waiting).toBeLessThanOrEqual(1);
});

it('closes whoever comes into a room that was loading when it stopped', async () => {
  const { rooms, store, join, settle } = await heldRooms();
  const answer = store.holdAnswers();
  const joining = join('r');
  await settle();
  await rooms.stop();
  answer();
  const ada = await joining;
  expect(ada.closed).toEqual([{ close: 1012, code: 'server.stopping' }]);
  ada.update(type(docAs(1), 'too late'));
  await settle();
  expect((await store.read('r')).head).toBe(0);
});
