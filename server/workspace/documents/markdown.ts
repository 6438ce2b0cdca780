import {
  BOLD_ITALIC_STAR,
  BOLD_STAR,
  CHECK_LIST,
  HEADING,
  HIGHLIGHT,
  INLINE_CODE,
  ITALIC_STAR,
  LINK,
  ORDERED_LIST,
  QUOTE,
  STRIKETHROUGH,
  type TextMatchTransformer,
  type Transformer,
  UNORDERED_LIST,
} from '@lexical/markdown';
import { $isMentionNode, MentionNode } from '../../../shared/lexical/mention.ts';

/** A mention is a link to what it names, `[@Ada](weft:user/usr_1)`: other programs show its words. */
const MENTION: TextMatchTransformer = {
  type: 'text-match',
  dependencies: [MentionNode],
  // Lexical wants to know what to look for while somebody types: nobody does here.
  regExp: /(?!)/,
  export: (node) => {
    if (!$isMentionNode(node)) return null;
    const { kind, target, label } = node.getMention();
    return `[@${label.replace(/[!-/:-@[-`{-~]/g, '\\$&')}](weft:${kind}/${encoded(target)})`;
  },
};

/** How a document is written as Markdown: everything that the list of nodes can hold. Reading is markdown-blocks.ts. */
export const MARKDOWN: Transformer[] = [
  HEADING,
  QUOTE,
  CHECK_LIST,
  UNORDERED_LIST,
  ORDERED_LIST,
  INLINE_CODE,
  BOLD_ITALIC_STAR,
  BOLD_STAR,
  HIGHLIGHT,
  ITALIC_STAR,
  STRIKETHROUGH,
  MENTION,
  LINK,
];

/** Ids may hold anything but slashes: what has a meaning in Markdown or addresses is percent-encoded. */
function encoded(id: string): string {
  return encodeURIComponent(id).replace(/[!'()*~_]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
