import { $isTableNode } from '@lexical/table';
import { $isImageNode } from '../../../shared/lexical/image.ts';
import { cut } from '../../../shared/model/values.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { $kindOf } from '../writing/block-kinds.ts';
import type { Unit } from './units.ts';

/** Characters of a block's words that tell which one it is. */
const LONGEST = 40;

/** How a block begins; of one without words what it is. */
export function $nameOf([block]: Unit, { blocks, writing }: Dictionary): string {
  const words = block.getTextContent().trim().replace(/\s+/g, ' ');
  if (words !== '') return blocks.quoted(words.length > LONGEST ? `${cut(words, LONGEST)}…` : words);
  if ($isTableNode(block)) return writing.blocks.table.name;
  if ($isImageNode(block)) return writing.blocks.image.name;
  return $kindOf(block) === 'rule' ? writing.blocks.rule.name : blocks.emptyLine;
}
