import type { Awareness } from 'y-protocols/awareness';
import type { PresenceUser } from './connect-document.ts';
import { createStore, type ReadableStore } from './store.ts';

/** A person who is here, however many tabs they have open. */
export interface Collaborator {
  readonly id: string;
  readonly name: string;
  /** Degrees on the colour wheel, from the person's id: the same everywhere. */
  readonly hue: number;
  /** This is the person at this browser. */
  readonly self: boolean;
}

const NOBODY: readonly Collaborator[] = Object.freeze([]);

/** ms in which joins and leaves are gathered before they show: a reload is no news. */
const SETTLE = 300;

/**
 * Who is in a document, as a store: oneself first, then by name. Awareness states that name no user are left out.
 * @returns the store and its stop
 */
export function watchPresence(
  awareness: Awareness,
  after: (ms: number, task: () => void) => () => void,
): { readonly store: ReadableStore<readonly Collaborator[]>; readonly stop: () => void } {
  const store = createStore<readonly Collaborator[]>(NOBODY, isSame);
  let cancel: (() => void) | null = null;
  const refresh = (): void => {
    cancel = null;
    store.set(peopleIn(awareness));
  };
  const onChange = (): void => {
    if (cancel === null) cancel = after(SETTLE, refresh);
  };
  refresh();
  awareness.on('change', onChange);
  return {
    store,
    stop: () => {
      cancel?.();
      awareness.off('change', onChange);
    },
  };
}

/** The user in somebody's awareness state, which may hold anything at all; null where it names none. */
export function userOf(state: unknown): PresenceUser | null {
  const user: unknown = isRecord(state) ? state.user : undefined;
  if (!isRecord(user)) return null;
  const { id, name, color } = user;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  return { id, name, color: typeof color === 'string' ? color : '' };
}

/** The hue of a person's colour, 0–359°: FNV-1a over the id, in steps that eyes can tell apart. */
export function hueOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at++) hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193) >>> 0;
  return (hash % 24) * 15;
}

/** A colour for clients that don't know hues. */
export function colorOf(userId: string): string {
  return `hsl(${hueOf(userId)} 65% 42%)`;
}

function peopleIn(awareness: Awareness): readonly Collaborator[] {
  const people = new Map<string, Collaborator>();
  for (const [clientId, state] of awareness.getStates()) {
    const user = userOf(state);
    if (user === null) continue;
    const self = clientId === awareness.clientID || people.get(user.id)?.self === true;
    people.set(user.id, { id: user.id, name: user.name, hue: hueOf(user.id), self });
  }
  return [...people.values()].sort((a, b) => Number(b.self) - Number(a.self) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

function isSame(a: readonly Collaborator[], b: readonly Collaborator[]): boolean {
  return a.length === b.length && a.every((one, at) => one.id === b[at]?.id && one.name === b[at].name && one.self === b[at].self);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
