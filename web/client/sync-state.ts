import type { Code } from '../../shared/codes.ts';
import type { RefusedFrame } from '../../shared/protocol.ts';
import type { WriteKind } from './counting-socket.ts';
import { EditLedger } from './edit-ledger.ts';
import { isUp, type LineState } from './line.ts';
import type { Restored } from './restored.ts';
import { type Progress, SavedWaits } from './saved-waits.ts';
import { createStore, type ReadableStore } from './store.ts';
import { deriveLink, deriveStatus, isSameStatus, type Link, type SyncFacts, type SyncStatus } from './sync-status.ts';

/** Told after every change: how many write frames an open line should be acknowledging, and whether it just did. */
export type AckListener = (waiting: number, progress: boolean) => void;

/** Everything that is known about how far a document's edits have come, and the status that follows from it. */
export class SyncState {
  readonly #ledger = new EditLedger();
  readonly #acks: AckListener;
  readonly #status = createStore<SyncStatus>(deriveStatus(initialFacts(this.#ledger)), isSameStatus);
  readonly #link = createStore<Link>('connecting', Object.is);
  readonly #waits = new SavedWaits();
  readonly #progress: Progress = {
    // A server that confirms nothing has what was sent to it, and that is all there is to know.
    isSaved: (edit) => this.#ledger.isSaved(edit) || (this.#facts.line.phase === 'synced' && !this.#facts.confirms),
    refusal: (edit) => this.#refusal(edit),
  };
  #facts: SyncFacts = initialFacts(this.#ledger);

  constructor(acks: AckListener) {
    this.#acks = acks;
  }

  get status(): ReadableStore<SyncStatus> {
    return this.#status;
  }

  get link(): ReadableStore<Link> {
    return this.#link;
  }

  /** Resolves when every edit made so far is saved; rejects with WeftError when one is refused, or at the end. */
  whenSaved(): Promise<void> {
    return this.#waits.wait(this.#ledger.last, this.#progress);
  }

  /** The person may read but not write, as far as is known. */
  get readOnly(): boolean {
    return this.#status.getSnapshot().readOnly;
  }

  /** @see EditLedger.inherited */
  inherited(): void {
    this.#ledger.inherited();
    this.#changed({});
  }

  /** The document was kept from an earlier session. */
  restored({ complete, unsent, role }: Pick<Restored, 'complete' | 'unsent' | 'role'>): void {
    // Known to be unsent, unlike what is inherited: it counts in a reader's document too.
    if (unsent) this.#ledger.edited();
    this.#changed({ ready: this.#facts.ready || complete, role: this.#facts.role ?? role });
  }

  /** A local edit was made; the frame that carries it is not sent yet. */
  edited(): void {
    this.#ledger.edited();
    this.#changed({});
  }

  /** A write frame went to the socket. */
  sent(kind: WriteKind): void {
    this.#ledger.sent(kind);
    this.#changed({});
  }

  /** Rule SA1. */
  saved(count: number, refused: readonly RefusedFrame[]): void {
    const progress = this.#ledger.acked(count, refused);
    this.#changed({ confirms: true }, progress);
  }

  /** Rule RO1. */
  role(role: string, writable: boolean): void {
    if (!writable) this.#ledger.disinherit();
    this.#changed({ confirms: true, role: { role, writable } });
  }

  /** Rules NO1 and NO2. */
  notice(code: Code | null): void {
    if (code === 'store.failing') this.#changed({ storeFailing: true });
    if (code === 'store.recovered') this.#changed({ storeFailing: false });
  }

  /** The line went from one state to the next. */
  line(line: LineState): void {
    if (isUp(this.#facts.line) && !isUp(line)) {
      if (!this.#facts.confirms) this.#ledger.handOver();
      this.#changed({ line, lost: true, confirms: false, storeFailing: false });
      return;
    }
    switch (line.phase) {
      case 'open':
        this.#ledger.opened();
        this.#changed({ line });
        break;
      case 'synced':
        this.#changed({ line, ready: true, lost: false });
        break;
      case 'waiting':
      case 'refused':
      case 'given-up':
        this.#changed({ line, lost: true });
        break;
      default:
        this.#changed({ line });
    }
  }

  /** Nothing more will come. */
  end(): void {
    this.#waits.end();
  }

  #refusal(edit: number): Code | null {
    const { line, role } = this.#facts;
    if (line.phase === 'refused') return line.code ?? 'server.fault';
    return this.#ledger.refusalUpTo(edit) ?? (role !== null && !role.writable ? 'role.read-only' : null);
  }

  #changed(facts: Partial<SyncFacts>, progress = false): void {
    this.#facts = { ...this.#facts, ...facts };
    const { line, confirms, storeFailing } = this.#facts;
    // Rule SA5: a failing store acknowledges nothing, and says so. Sending again wouldn't help.
    this.#acks(isUp(line) && confirms && !storeFailing ? this.#ledger.undecided : 0, progress);
    this.#link.set(deriveLink(this.#facts));
    this.#status.set(deriveStatus(this.#facts));
    this.#waits.settle(this.#progress);
  }
}

const initialFacts = (ledger: EditLedger): SyncFacts => ({
  line: { phase: 'idle' },
  ledger,
  confirms: false,
  storeFailing: false,
  role: null,
  ready: false,
  lost: false,
});
