import type { Code } from '../../shared/codes.ts';
import type { RefusedFrame } from '../../shared/protocol.ts';
import type { WriteKind } from './counting-socket.ts';

/** A write frame of this connection that is not decided yet. */
interface Frame {
  readonly kind: WriteKind;
  /** The newest edit when it was sent. A step 2 carries every edit up to it, an update that one edit. */
  readonly edit: number;
}

/** The edit before all that were made here. */
const INHERITED = 0;

/**
 * Which local edits are on the server's disk (rules SA1–SA4). An edit is one local transaction, numbered from 1. It is
 * saved when a frame that carries it is decided and not refused, however many connections that takes.
 */
export class EditLedger {
  #last = 0;
  /** Edits that are not saved, in order, with why the server refused them, if it did. */
  readonly #unsaved = new Map<number, Code | null>();
  #frames: Frame[] = [];
  #decided = 0;

  /** Edits that are not known to be saved. */
  get unsaved(): number {
    return this.#unsaved.size;
  }

  /** Write frames of this connection that wait for their ack. */
  get undecided(): number {
    return this.#frames.length;
  }

  /** The number of the newest edit. */
  get last(): number {
    return this.#last;
  }

  /** Why the oldest refused edit was refused, or null. */
  get refusal(): Code | null {
    return this.refusalUpTo(this.#last);
  }

  /** As `refusal`, of the edits up to this one. */
  refusalUpTo(last: number): Code | null {
    for (const [edit, code] of this.#unsaved) if (edit <= last && code !== null) return code;
    return null;
  }

  /** True when every edit up to this one is saved. */
  isSaved(last: number): boolean {
    for (const edit of this.#unsaved.keys()) if (edit <= last) return false;
    return true;
  }

  /**
   * The document wasn't empty before it was connected: who knows what of it the server lacks. That counts as one edit
   * until a step 2 has brought it over.
   */
  inherited(): void {
    this.#unsaved.set(INHERITED, null);
  }

  /** A reader is never asked for what it has, so what it inherited can't count as its edit. */
  disinherit(): void {
    this.#unsaved.delete(INHERITED);
  }

  /** A local edit was made. Call it before the frame that carries it is sent. */
  edited(): void {
    this.#unsaved.set(++this.#last, null);
  }

  /** A new connection: its write frames are counted from 0, and none of the old will be acknowledged. */
  opened(): void {
    this.#frames = [];
    this.#decided = 0;
  }

  sent(kind: WriteKind): void {
    this.#frames.push({ kind, edit: this.#last });
  }

  /**
   * The first `count` write frames of this connection are decided.
   * @returns whether that says anything new
   */
  acked(count: number, refused: readonly RefusedFrame[]): boolean {
    const first = this.#decided;
    const decided = this.#frames.splice(0, Math.max(0, count - first));
    this.#decided += decided.length;
    const codes = new Map(refused.map(({ index, code }) => [index, code]));
    decided.forEach((frame, offset) => {
      const code = codes.get(first + offset);
      if (code === undefined || keepsOwnEdits(frame, code)) this.#saved(frame);
      else this.#refused(frame, code);
    });
    return decided.length > 0;
  }

  /** The connection ends and its server confirms nothing: what was sent is out of our hands. */
  handOver(): void {
    this.acked(this.#decided + this.#frames.length, []);
  }

  #saved(frame: Frame): void {
    for (const edit of this.#carried(frame)) this.#unsaved.delete(edit);
  }

  #refused(frame: Frame, code: Code): void {
    for (const edit of this.#carried(frame)) this.#unsaved.set(edit, code);
  }

  #carried({ kind, edit }: Frame): number[] {
    if (kind === 'update') return this.#unsaved.has(edit) ? [edit] : [];
    const carried: number[] = [];
    for (const unsaved of this.#unsaved.keys()) {
      if (unsaved > edit) break;
      carried.push(unsaved);
    }
    return carried;
  }
}

/** Rule SY5: what integrates of an incomplete step 2 is kept. Our own edits always do: here they did too. */
function keepsOwnEdits(frame: Frame, code: Code): boolean {
  return frame.kind === 'step2' && code === 'update.incomplete';
}
