import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import { sayable } from '../../../../shared/lexical/markdown/sayable.ts';
import { writeMarkdown } from '../../../../shared/lexical/markdown/write.ts';
import { believed, ELEMENTS, mayHold, type NodeRule, RUNS } from '../../../../shared/lexical/schema.ts';
import { isElement, type TreeElement, type TreeNode } from '../../../../shared/lexical/tree.ts';
import { documentTree, markdownText } from '../../../support/document-trees.ts';
import { runSeed } from '../../../support/random.ts';

const read = (markdown: string): readonly TreeElement[] => readMarkdown(markdown, () => 0.5);
const seed = runSeed();

/** Without what a reader can't know: each mention that is read has an id of its own. */
function withoutIds(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.map((node) => {
    if (!isElement(node)) return node;
    const { __id, ...attributes } = node.attributes;
    return { ...node, attributes, children: withoutIds(node.children) };
  });
}

/** What in a tree is against the schema. */
function faults(nodes: readonly TreeNode[], parent: NodeRule | null): readonly string[] {
  return nodes.flatMap((node) => {
    const rule = isElement(node) ? ELEMENTS.get(node.name) : undefined;
    const attributes = isElement(node) ? rule?.attributes : RUNS.get(node.name);
    if (attributes === undefined) return [`unknown: ${node.name}`];
    const wrong = Object.keys(node.attributes).filter((name) => !(name in believed(node.attributes, attributes)));
    const here = wrong.map((name) => `${node.name}.${name}`);
    if (!isElement(node)) return parent === null || parent.content === 'items' ? [...here, `text at ${parent?.content}`] : here;
    if (rule === undefined || !mayHold(parent, rule)) here.push(`${node.name} in ${parent?.content ?? 'the root'}`);
    for (const name of rule?.needs ?? []) if (node.attributes[name] === undefined) here.push(`${node.name} without ${name}`);
    return rule === undefined ? here : [...here, ...faults(node.children, rule)];
  });
}

describe(`Markdown, with generated documents (WEFT_SEED=${seed})`, () => {
  it('a document that is written and read again means the same', () => {
    fc.assert(
      fc.property(documentTree, (tree) => {
        expect(withoutIds(read(writeMarkdown(tree)))).toEqual(withoutIds(sayable(tree)));
      }),
      { seed, numRuns: Number(process.env.WEFT_RUNS ?? 1000) },
    );
  });

  it('whatever is read obeys the schema, and written and read again it is the same', () => {
    fc.assert(
      fc.property(fc.oneof(markdownText, fc.string({ unit: 'binary', maxLength: 60 })), (markdown) => {
        const tree = read(markdown);
        expect(faults(tree, null)).toEqual([]);
        expect(withoutIds(sayable(tree))).toEqual(withoutIds(tree));
        expect(withoutIds(read(writeMarkdown(tree)))).toEqual(withoutIds(tree));
      }),
      { seed, numRuns: Number(process.env.WEFT_RUNS ?? 1000) },
    );
  });
});
