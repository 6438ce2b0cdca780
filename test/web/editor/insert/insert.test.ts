import { describe, expect, it } from 'vitest';
import { insertableGroups } from '../../../../web/editor/insert/block-groups.ts';
import { mentionGroups } from '../../../../web/editor/insert/mention-groups.ts';
import { matching } from '../../../../web/editor/insert/suggest/match.ts';
import { triggerAtEnd } from '../../../../web/editor/insert/suggest/trigger.ts';

const names = (all: readonly { readonly name: string }[]): string[] => all.map(({ name }) => name);

describe('a sign at the caret', () => {
  it.each([
    ['/', 'block', 0, ''],
    ['so /head', 'block', 3, 'head'],
    ['so /heading 1', 'block', 3, 'heading 1'],
    ['／标题', 'block', 0, '标题'],
    // The key of a slash on a Chinese keyboard, at the start of a block alone.
    ['、标题', 'block', 0, '标题'],
    ['@', 'mention', 0, ''],
    ['ask @bo', 'mention', 4, 'bo'],
    ['(@José Núñ', 'mention', 1, 'José Núñ'],
    ['请问@王', 'mention', 2, '王'],
    ['好，＠王', 'mention', 2, '王'],
    // The nearer of two.
    ['/quote @bo', 'mention', 7, 'bo'],
    ['@bob /quo', 'block', 5, 'quo'],
  ])('%j asks for a list', (line, kind, start, query) => {
    expect(triggerAtEnd(line)).toEqual({ kind, start, query });
  });

  it.each([
    ['an address', 'ada@example.com'],
    ['a path', 'and/or'],
    ['a blank behind it', 'at 5 @ '],
    ['two blanks in it', '@bob  and'],
    ['a sentence', `@${'a'.repeat(41)}`],
    ['two signs', '//'],
    ['a list in Chinese', '苹果、梨'],
    ['nothing', ''],
  ])('is none of them: %s', (_what, line) => {
    expect(triggerAtEnd(line)).toBeNull();
  });
});

describe('what is offered', () => {
  it('is in the order of how well it fits, whatever the case, the accents and the width of letters', () => {
    const all = ['Bob Jones', 'Jones', 'José', 'Ajo', 'Else'].map((name) => ({ name, words: name === 'Else' ? 'other jokes' : '' }));
    expect(names(matching(all, 'jo'))).toEqual(['Jones', 'José', 'Bob Jones', 'Ajo', 'Else']);
    expect(names(matching(all, 'ＪＯＳＥ'))).toEqual(['José']);
    expect(names(matching(all, ' '))).toEqual(names(all));
    expect(matching(all, 'x')).toEqual([]);
  });

  it('has the group of what fits best first, and seldom things only for who looks for them', () => {
    const all = [
      { name: 'Text', group: 'texts' },
      { name: 'Heading 6', group: 'texts', seldom: true as const },
      { name: 'Table', group: 'things' },
      { name: 'Head of a list', group: 'lists' },
    ];
    const shown = (typed: string): unknown => insertableGroups(all, typed).map(({ group, items }) => [group, names(items)]);
    expect(shown('')).toEqual([
      ['texts', ['Text']],
      ['things', ['Table']],
      ['lists', ['Head of a list']],
    ]);
    expect(shown('head')).toEqual([
      ['texts', ['Heading 6']],
      ['lists', ['Head of a list']],
    ]);
    expect(shown('ta')).toEqual([['things', ['Table']]]);
  });

  it('are five of each kind that was asked for, and no kind without any', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ kind: 'task' as const, id: `t${index}`, name: `Task ${index}` }));
    const all = [...many, { kind: 'user' as const, id: 'bob', name: 'Bob' }];
    expect(mentionGroups(all, '', ['user', 'task', 'document']).map(({ kind, items }) => [kind, items.length])).toEqual([
      ['user', 1],
      ['task', 5],
    ]);
    expect(mentionGroups(all, 'task 8', ['task']).map(({ items }) => names(items))).toEqual([['Task 8']]);
    expect(mentionGroups(all, 'bob', ['task'])).toEqual([]);
  });
});
