import * as Y from 'yjs';
import { LONGEST_LABEL, MENTION_KINDS } from '../model/mentions.ts';
import { idOf, textOf, wordOf } from '../model/values.ts';
import type { MentionValue } from './mention.ts';

/** A mention as it stands in a shared document. */
export interface FoundMention extends MentionValue {
  /** The Yjs client id under which it was inserted. */
  readonly client: number;
}

/**
 * All mentions in a document, in its order, without an editor: the tree under `root-v2` is walked as it is. What is no
 * sound mention is left out. Clients may have written anything.
 */
export function mentionsIn(root: Y.XmlElement): readonly FoundMention[] {
  const found: FoundMention[] = [];
  // A stack of our own: hostile nesting must not overflow the process's.
  const waiting: Y.XmlElement[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    const mention = element.nodeName === 'mention' ? mentionOf(element) : null;
    if (mention !== null) found.push(mention);
    const children: readonly unknown[] = element.toArray();
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child instanceof Y.XmlElement) waiting.push(child);
    }
  }
  return found;
}

function mentionOf(element: Y.XmlElement): FoundMention | null {
  const attribute = (name: string): unknown => element.getAttribute(name);
  const id = idOf(attribute('__id'));
  const kind = wordOf(attribute('__kind'), MENTION_KINDS);
  const target = idOf(attribute('__target'));
  const label = textOf(attribute('__label'), LONGEST_LABEL);
  const client = element._item?.id.client;
  if (id === null || kind === null || target === null || label === null || client === undefined) return null;
  return { id, kind, target, label, client };
}
