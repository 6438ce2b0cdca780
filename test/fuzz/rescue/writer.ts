import * as Y from 'yjs';
import { ROOT_NAME } from '../../../shared/lexical/seed.ts';
import { createRescue, type Rescue } from '../../../web/client/rescue/rescue.ts';
import type { Seeded } from '../../support/random.ts';
import type { TestTime } from '../../support/time.ts';

const REMOTE = 'remote';
const RESTORED = 'restored';

export interface WriterOptions {
  /** Something of what was kept was never sent. */
  readonly hasLeftovers: boolean;
  /** Whether the page of this replica is known to be there. */
  readonly isHere: (client: number) => boolean;
}

/** One replica with the real rescue, and its line as two queues. */
export class Writer {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly #rescue: Rescue;
  readonly #hasLeftovers: boolean;
  /** What is on its way to the server, and from there. */
  readonly up: Uint8Array[] = [];
  readonly down: { readonly update: Uint8Array; readonly isState: boolean }[] = [];
  connected = true;

  /** @param kept what an earlier session of this person kept */
  constructor(name: string, clientID: number, time: TestTime, random: Seeded, kept: Uint8Array, { hasLeftovers, isHere }: WriterOptions) {
    this.name = name;
    this.#hasLeftovers = hasLeftovers;
    this.doc = new Y.Doc();
    this.doc.clientID = clientID;
    Y.applyUpdate(this.doc, kept, RESTORED);
    this.#rescue = createRescue({
      doc: this.doc,
      time,
      random: random.next,
      isRemote: (origin) => origin === REMOTE,
      isRestored: (origin) => origin === RESTORED,
      mayWrite: () => true,
      isSynced: () => this.connected,
      isHere,
      hasLeftovers: () => this.#hasLeftovers,
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE && this.connected) this.up.push(update);
    });
  }

  get root(): Y.XmlElement {
    return this.doc.get(ROOT_NAME, Y.XmlElement);
  }

  take({ update, isState }: Writer['down'][number]): void {
    this.#rescue.incoming(update, isState);
    Y.applyUpdate(this.doc, update, REMOTE);
  }

  serverHas(stateVector: Uint8Array): void {
    this.#rescue.serverHas(stateVector);
  }

  /** Elements that hold words, and those that hold elements. */
  blocks(): readonly Y.XmlElement[] {
    return elementsIn(this.root);
  }

  words(): readonly string[] {
    return wordsIn(this.root);
  }

  stop(): void {
    this.#rescue.stop();
    this.doc.destroy();
  }
}

/** All elements below one, outer ones first. */
function elementsIn(element: Y.XmlElement): readonly Y.XmlElement[] {
  const children: readonly unknown[] = element.toArray();
  return children.flatMap((child) => (child instanceof Y.XmlElement ? [child, ...elementsIn(child)] : []));
}

export function textsIn(element: Y.XmlElement): readonly Y.XmlText[] {
  const children: readonly unknown[] = element.toArray();
  return children.flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

export function plain(text: Y.XmlText): string {
  const parts: readonly { readonly insert?: unknown }[] = text.toDelta();
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

/** The words in an element, each as `<number>`. */
export function wordsIn(element: Y.XmlElement): readonly string[] {
  return textsIn(element).flatMap((text) => plain(text).match(/<\d+>/g) ?? []);
}
