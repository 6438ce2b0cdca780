import type { Code } from '../../shared/codes.ts';
import type { RefusedFrame } from '../../shared/protocol.ts';
import type { WriteKind } from './counting-socket.ts';
import { EditLedger } from './edit-ledger.ts';
import { isUp, type LineState } from './line.ts';
import { createStore, type ReadableStore } from './store.ts';
import { deriveStatus, isSameStatus, type SyncFacts, type SyncStatus } from './sync-status.ts';

/** Told after every change: how many write frames an open line should be acknowledging, and whether it just did. */
export type AckListener = (waiting: number, progress: boolean) => void;

/** Everything that is known about how far a document's edits have come, and the status that follows from it. */
export class SyncState {
  readonly #ledger = new EditLedger();
  readonly #acks: AckListener;
  readonly #status = createStore<SyncStatus>(deriveStatus(initialFacts(this.#ledger)), isSameStatus);
  #facts: SyncFacts = initialFacts(this.#ledger);

  constructor(acks: AckListener) {
    this.#acks = acks;
  }

  get status(): ReadableStore<SyncStatus> {
    return this.#status;
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

  #changed(facts: Partial<SyncFacts>, progress = false): void {
    this.#facts = { ...this.#facts, ...facts };
    const { line, confirms, storeFailing } = this.#facts;
    // Rule SA5: a failing store acknowledges nothing, and says so. Sending again wouldn't help.
    this.#acks(isUp(line) && confirms && !storeFailing ? this.#ledger.undecided : 0, progress);
    this.#status.set(deriveStatus(this.#facts));
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
