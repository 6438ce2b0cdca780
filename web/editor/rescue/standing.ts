import type { BindingV2 } from '@lexical/yjs';
import { $isElementNode, type ElementNode } from 'lexical';
import { XmlElement } from 'yjs';
import type { Rescued } from '../../hooks/use-rescued.ts';

/** The paragraphs that still stand of those into which words were put back. */
export function $standing(binding: BindingV2, { texts }: Rescued): readonly ElementNode[] {
  return texts.flatMap((text) => {
    const block: unknown = text.parent;
    const node = block instanceof XmlElement && block._item?.deleted === false ? binding.mapping.get(block) : undefined;
    return node !== undefined && $isElementNode(node) && node.isAttached() ? [node] : [];
  });
}
