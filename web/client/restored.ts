import * as Y from 'yjs';

/** What was kept of a room outside the server, for a document that is opened again. */
export interface Restored {
  readonly updates: readonly Uint8Array[];
  /** The document was whole once: it may be shown and edited before the server is reached. */
  readonly complete: boolean;
  /** Some of it may never have reached the server. */
  readonly unsent: boolean;
  /** What the server last said of the person's role here. */
  readonly role: KnownRole | null;
}

/** A role as the server told it (rule RO1). */
export interface KnownRole {
  readonly role: string;
  readonly writable: boolean;
}

export const NOTHING_KEPT: Restored = Object.freeze({ updates: Object.freeze([]), complete: false, unsent: false, role: null });

/** The origin of what is restored: nobody's edit. */
export const RESTORED = Symbol('restored');

/** Puts what was kept into a document. */
export function restoreInto(doc: Y.Doc, { updates }: Restored): void {
  if (updates.length === 0) return;
  Y.transact(
    doc,
    () => {
      for (const update of updates) Y.applyUpdate(doc, update, RESTORED);
    },
    RESTORED,
    false,
  );
}
