import * as Y from 'yjs';
import { UNKNOWN } from './unknown-node.ts';

/**
 * What the binding is shown in the place of a part that this version can't show: an empty element of the node that stands for it. It is in no
 * document, so whatever the binding writes to it is written nowhere.
 */
export class StandIn extends Y.XmlElement {
  /** Which part it stands for. */
  readonly ref: string;
  /** It stands among words. */
  readonly inline: boolean;
  #wanted: string;

  constructor(ref: string, inline: boolean) {
    super(UNKNOWN);
    this.ref = ref;
    this.#wanted = ref;
    this.inline = inline;
  }

  /** Which part the editor has in this place now: it exchanges two of them by their attributes. */
  get wanted(): string {
    return this.#wanted;
  }

  override getAttributes(): ReturnType<Y.XmlElement['getAttributes']> {
    const attributes: Record<string, unknown> = { __ref: this.ref, ...(this.inline && { __inline: true }) };
    return attributes as ReturnType<Y.XmlElement['getAttributes']>;
  }

  override getAttribute(): undefined {
    return undefined;
  }

  override setAttribute(name: string, value: string): void {
    if (name === '__ref') this.#wanted = value;
  }

  override removeAttribute(): void {
    // There is none.
  }

  override toArray(): [] {
    return [];
  }
}
