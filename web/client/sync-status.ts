import type { Code } from '../../shared/codes.ts';
import type { EditLedger } from './edit-ledger.ts';
import type { LineState } from './line.ts';

/** Why edits aren't getting through: a code of the wire, or our own for a line that was given up or refused without a known reason. */
export type FailureCode = Code | 'line.given-up' | 'line.refused';

/**
 * The one true state of a document's edits:
 * - `connecting`: the first attempt is under way.
 * - `saved`: every local edit is on the server's disk.
 * - `saving`: connected, and edits wait for their ack.
 * - `offline`: not connected; `unsent` edits wait for a connection.
 * - `failed`: somebody must act, or the server mend itself; `code` says why.
 * - `unconfirmed`: connected to a server that never says what it saved.
 */
export type SyncKind = 'connecting' | 'saved' | 'saving' | 'offline' | 'failed' | 'unconfirmed';

export interface SyncStatus {
  readonly kind: SyncKind;
  /** Local edits that are not known to be saved. */
  readonly unsent: number;
  /** Set when `kind` is `failed`. */
  readonly code: FailureCode | null;
  /** The person may read but not write here. */
  readonly readOnly: boolean;
  /** The person's role as the server told it, or null before it did. */
  readonly role: string | null;
  /** The document has been synced with the server at least once: it may be shown and edited. */
  readonly ready: boolean;
  /** Typing makes sense: it was synced, may be written, and the server hasn't refused us. */
  readonly editable: boolean;
}

/** How one room's line stands, whatever its edits do: `failed` when attempts were given up, `refused` when the server said not to come back. */
export type Link = 'connecting' | 'connected' | 'offline' | 'failed' | 'refused';

/** What a status is derived from. */
export interface SyncFacts {
  readonly line: LineState;
  readonly ledger: EditLedger;
  /** This connection's server speaks weft.1: it has told a role or acknowledged something. */
  readonly confirms: boolean;
  readonly storeFailing: boolean;
  readonly role: { readonly role: string; readonly writable: boolean } | null;
  readonly ready: boolean;
  /** The line was lost, and hasn't been synced since. */
  readonly lost: boolean;
}

export function deriveStatus(facts: SyncFacts): SyncStatus {
  const { ledger, role, ready } = facts;
  const code = failureOf(facts);
  const readOnly = role !== null && !role.writable;
  return {
    kind: code === null ? kindOf(facts) : 'failed',
    unsent: facts.line.phase === 'synced' && !facts.confirms ? 0 : ledger.unsaved,
    code,
    readOnly,
    role: role?.role ?? null,
    ready,
    editable: ready && !readOnly && facts.line.phase !== 'refused',
  };
}

export function deriveLink({ line, lost }: SyncFacts): Link {
  if (line.phase === 'synced') return 'connected';
  if (line.phase === 'given-up') return 'failed';
  if (line.phase === 'refused') return 'refused';
  return lost ? 'offline' : 'connecting';
}

function failureOf({ line, ledger, storeFailing, role }: SyncFacts): FailureCode | null {
  if (line.phase === 'refused') return line.code ?? 'line.refused';
  if (line.phase === 'given-up') return 'line.given-up';
  if (ledger.refusal !== null) return ledger.refusal;
  if (role !== null && !role.writable && ledger.unsaved > 0) return 'role.read-only';
  if (storeFailing && ledger.unsaved > 0) return 'store.failing';
  return null;
}

function kindOf({ line, ledger, confirms, lost }: SyncFacts): SyncKind {
  if (line.phase !== 'synced') return lost ? 'offline' : 'connecting';
  if (!confirms) return 'unconfirmed';
  return ledger.unsaved > 0 ? 'saving' : 'saved';
}

export function isSameStatus(a: SyncStatus, b: SyncStatus): boolean {
  return (
    a.kind === b.kind &&
    a.unsent === b.unsent &&
    a.code === b.code &&
    a.readOnly === b.readOnly &&
    a.role === b.role &&
    a.ready === b.ready &&
    a.editable === b.editable
  );
}
