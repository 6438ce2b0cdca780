import { $createTextNode, $getSelection, $isRangeSelection, $isTextNode } from 'lexical';
import { newId } from '../../../shared/ids.ts';
import { $createMentionNode } from '../../../shared/lexical/mention.ts';
import { LONGEST_LABEL, type MentionTarget } from '../../../shared/model/mentions.ts';

/** Puts a mention in place of the selection, a blank behind it, and the caret behind that. */
export function $insertMention({ kind, id, label }: MentionTarget): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const mention = $createMentionNode({ id: newId('men_', Math.random), kind, target: id, label: label.slice(0, LONGEST_LABEL) });
  selection.insertNodes([mention]);
  const behind = mention.getNextSibling();
  if ($isTextNode(behind) && behind.getTextContent().startsWith(' ')) {
    behind.select(1, 1);
    return;
  }
  const blank = $createTextNode(' ');
  mention.insertAfter(blank);
  blank.select(1, 1);
}
