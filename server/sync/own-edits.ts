import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Random } from '../../shared/time.ts';
import type { Content } from './content.ts';
import type { RoomEdit } from './edits.ts';
import type { FanOut, OwnRecord } from './fan-out.ts';
import type { Ownership } from './ownership.ts';
import { LET_IN, type Scan, scanUpdate } from './scan.ts';

export interface OwnEditsOptions {
  readonly content: Content;
  readonly fanOut: FanOut;
  readonly ownership: Ownership;
  readonly limits: Limits;
  readonly random: Random;
  /** An edit has become part of the room. */
  readonly onAccepted: () => void;
  /** A document was thrown away with what had been tried on it. */
  readonly onRebuild: () => void;
}

/** A record of the server's, looked through like everybody's: what no member may send must not come from here either. */
interface Made extends OwnRecord {
  readonly scan: Scan;
}

/**
 * The server's own edits of one room (rules SE1–SE3). They are made on the hot document first; only when the whole change
 * stands does the room learn of them. From `make` to `accept` or `discard` nothing else may happen: all in one tick.
 */
export class OwnEdits {
  readonly #options: OwnEditsOptions;
  #client: number | null = null;
  /** What the edits made, until the whole change is accepted. */
  #made: Made[] = [];
  #spoilt = false;

  constructor(options: OwnEditsOptions) {
    this.#options = options;
  }

  /**
   * Makes an edit on the document, which must be there.
   * @throws what the edit throws; WeftError `document.too-large`, what a scan refuses (rule FR5), and what the room's rules say
   */
  make({ author, edit }: Pick<RoomEdit, 'author' | 'edit'>): void {
    const { content, ownership, random } = this.#options;
    const { document, coverage } = content;
    if (document === null || coverage === null) throw new Error('An edit of the server’s needs the document: heat the room first.');
    this.#client ??= ownership.server ?? ownership.drawServer(random, (client) => coverage.clock(client) > 0);
    const update = document.edit(this.#client, edit, () => {
      this.#spoilt = true;
    });
    if (update === null) return;
    this.#made.push({ author, update, scan: scanUpdate(update, LET_IN) });
    this.#checkSize();
  }

  /** Makes what was edited part of the room. Resolves when it is on disk and passed on; null where nothing changed. */
  accept(): Promise<void> | null {
    const { content, fanOut, ownership, onAccepted } = this.#options;
    const { coverage } = content;
    const made = this.#made;
    const client = this.#client;
    this.#reset();
    if (made.length === 0 || client === null || coverage === null) return null;
    for (const { update, scan } of made) {
      coverage.add(update, scan);
      content.changed(update);
    }
    const saved = fanOut.addOwn(made, ownership.bindServer(client));
    for (let left = made.length; left > 0; left--) onAccepted();
    return saved;
  }

  /** Throws away what was edited: the document is built again from what the room has accepted. */
  discard(): void {
    if (this.#spoilt) {
      this.#options.content.discardDocument();
      this.#options.onRebuild();
    }
    this.#reset();
  }

  #reset(): void {
    this.#client = null;
    this.#made = [];
    this.#spoilt = false;
  }

  /** Rule FR7. The edits are in the document already: it is measured only when the sum of updates is too large. */
  #checkSize(): void {
    const { content, limits } = this.#options;
    const added = this.#made.reduce((sum, { update }) => sum + update.length, 0);
    if (content.bytes + added <= limits.documentBytes || content.measure() <= limits.documentBytes) return;
    throw new WeftError('document.too-large', `A document may have ${limits.documentBytes} bytes; this edit would make it larger.`);
  }
}
