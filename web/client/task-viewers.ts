import type { OnlinePerson } from './online-people.ts';
import { shareItems } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createViewsById } from './views.ts';

const NOBODY: readonly OnlinePerson[] = Object.freeze([]);

/** Who else has which task open: each task a store of its own, so that somebody who comes or goes is told to two cards at most. */
export interface TaskViewersStore {
  /** Everybody but oneself. */
  viewers(taskId: string): ReadableStore<readonly OnlinePerson[]>;
  /** Stops watching. */
  stop(): void;
}

/** @param people who is in the project */
export function createTaskViewers(people: ReadableStore<readonly OnlinePerson[]>): TaskViewersStore {
  let byTask = read(people.getSnapshot(), new Map());
  const views = createViewsById((id) => byTask.get(id) ?? NOBODY);
  const stop = people.subscribe(() => {
    const before = byTask;
    byTask = read(people.getSnapshot(), before);
    views.tell([...new Set([...before.keys(), ...byTask.keys()])].filter((id) => byTask.get(id) !== before.get(id)));
  });
  return { viewers: views.of, stop };
}

function read(people: readonly OnlinePerson[], before: ReadonlyMap<string, readonly OnlinePerson[]>): Map<string, readonly OnlinePerson[]> {
  const byTask = new Map<string, readonly OnlinePerson[]>();
  for (const person of people) {
    if (person.self || person.place?.kind !== 'task') continue;
    byTask.set(person.place.id, [...(byTask.get(person.place.id) ?? NOBODY), person]);
  }
  for (const [id, viewers] of byTask) byTask.set(id, shareItems(before.get(id) ?? NOBODY, viewers));
  return byTask;
}
