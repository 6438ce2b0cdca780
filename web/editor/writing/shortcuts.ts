import { $createCodeNode, CodeNode } from '@lexical/code-core';
import { $createHorizontalRuleNode, HorizontalRuleNode } from '@lexical/extension';
import { $createLinkNode, LinkNode } from '@lexical/link';
import { $isListItemNode, $isListNode, ListItemNode, ListNode } from '@lexical/list';
import {
  BOLD_ITALIC_STAR,
  BOLD_ITALIC_UNDERSCORE,
  BOLD_STAR,
  BOLD_UNDERSCORE,
  CHECK_LIST,
  type ElementTransformer,
  HEADING,
  INLINE_CODE,
  ITALIC_STAR,
  ITALIC_UNDERSCORE,
  ORDERED_LIST,
  QUOTE,
  registerMarkdownShortcuts,
  STRIKETHROUGH,
  type TextMatchTransformer,
  type Transformer,
  UNORDERED_LIST,
} from '@lexical/markdown';
import { $isQuoteNode, QuoteNode } from '@lexical/rich-text';
import { $createParagraphNode, $createTextNode, type LexicalEditor } from 'lexical';
import { $createCalloutNode, CalloutNode } from '../../../shared/lexical/callout.ts';
import { CALLOUT_KINDS } from '../../../shared/model/callouts.ts';
import { wordOf } from '../../../shared/model/values.ts';
import { meantAddress } from './addresses.ts';
import { $linkBefore } from './link-edits.ts';

/** Exports are the server's: what is here reads what is typed. */
const typedOnly = { export: (): null => null, type: 'element' } as const;

const RULE: ElementTransformer = {
  ...typedOnly,
  dependencies: [HorizontalRuleNode],
  regExp: /^(?:---|\*\*\*|___)\s?$/,
  triggerOnEnter: true,
  replace: (paragraph, behind) => {
    paragraph.insertBefore($createHorizontalRuleNode());
    const below = $createParagraphNode().append(...behind);
    paragraph.replace(below);
    below.selectStart();
  },
};

const FENCE: ElementTransformer = {
  ...typedOnly,
  dependencies: [CodeNode],
  regExp: /^```([A-Za-z0-9+#.-]{0,40})\s?$/,
  triggerOnEnter: true,
  replace: (paragraph, behind, match) => {
    const language = match[1]?.toLowerCase() ?? '';
    const code = $createCodeNode(language === '' ? undefined : language);
    const words = behind.map((node) => node.getTextContent()).join('');
    if (words !== '') code.append($createTextNode(words));
    paragraph.replace(code);
    code.selectStart();
  },
};

/** `> [!NOTE]`; the quote is there already by then, for `>` and a blank made it. */
const CALLOUT: TextMatchTransformer = {
  dependencies: [CalloutNode, QuoteNode],
  type: 'text-match',
  trigger: ']',
  regExp: /^\[!([A-Za-z]+)\]$/,
  replace: (text, match) => {
    const quote = text.getParent();
    const kind = wordOf(match[1]?.toLowerCase(), CALLOUT_KINDS);
    if (!$isQuoteNode(quote) || text.getPreviousSibling() !== null || kind === null) return;
    const callout = $createCalloutNode(kind);
    text.remove();
    callout.append(...quote.getChildren());
    quote.replace(callout);
    callout.selectStart();
  },
};

/** `[ ]` at the beginning of an item makes its list one to tick off. */
const CHECK_ITEM: TextMatchTransformer = {
  dependencies: [ListNode, ListItemNode],
  type: 'text-match',
  trigger: ' ',
  regExp: /^\[([ xX]?)\] $/,
  replace: (text, match) => {
    const item = text.getParent();
    const list = item?.getParent();
    if (!$isListItemNode(item) || !$isListNode(list) || text.getPreviousSibling() !== null) return;
    text.remove();
    list.setListType('check');
    item.setChecked(match[1]?.toLowerCase() === 'x');
    item.selectStart();
  },
};

/** `[words](address)`. What is no safe address stays as it was typed. */
const SAFE_LINK: TextMatchTransformer = {
  dependencies: [LinkNode],
  type: 'text-match',
  trigger: ')',
  regExp: /(?<!!)\[([^[\]]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)$/,
  replace: (text, match) => {
    const [, words = '', typed = ''] = match;
    const url = meantAddress(typed);
    if (url === null) return;
    const link = $createLinkNode(url, { rel: 'noreferrer' });
    const shown = $createTextNode(words).setFormat(text.getFormat());
    text.replace(link.append(shown));
    link.selectNext(0, 0);
  },
};

/** A web address and a blank behind it. */
const TYPED_ADDRESS: TextMatchTransformer = {
  dependencies: [LinkNode],
  type: 'text-match',
  trigger: ' ',
  regExp: /(?:https?:\/\/|www\.)\S+ $/i,
  replace: (text) => {
    text.selectEnd();
    $linkBefore(1);
  },
};

/** Markdown that turns into what it means while one types: only what the list of nodes has. */
const SHORTCUTS: Transformer[] = [
  HEADING,
  QUOTE,
  CHECK_LIST,
  UNORDERED_LIST,
  ORDERED_LIST,
  RULE,
  FENCE,
  CALLOUT,
  CHECK_ITEM,
  SAFE_LINK,
  TYPED_ADDRESS,
  INLINE_CODE,
  BOLD_ITALIC_STAR,
  BOLD_ITALIC_UNDERSCORE,
  BOLD_STAR,
  BOLD_UNDERSCORE,
  ITALIC_STAR,
  ITALIC_UNDERSCORE,
  STRIKETHROUGH,
];

/** Lets `editor` understand Markdown as it is typed. @returns its stop */
export function registerShortcuts(editor: LexicalEditor): () => void {
  return registerMarkdownShortcuts(editor, SHORTCUTS);
}
