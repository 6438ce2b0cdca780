import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MENTION_KINDS, type MentionTarget, mentionText, parseMentions, textWithLabels } from '../../../shared/model/mentions.ts';
import { isId } from '../../../shared/rooms.ts';
import { runSeed } from '../../support/random.ts';

const SEED = runSeed();
const check = { seed: SEED, numRuns: 1_000 };

const special = fc.constantFrom('@', '[', ']', '(', ')', '\\', ':', 'a', ' ', '\n', '😀', 'user:');
const anyText = fc.array(fc.oneof(special, fc.string({ maxLength: 3 })), { maxLength: 12 }).map((parts) => parts.join(''));
const target: fc.Arbitrary<MentionTarget> = fc.record({
  kind: fc.constantFrom(...MENTION_KINDS),
  id: anyText.filter(isId),
  label: anyText.filter((label) => label !== ''),
});

describe(`mentions in plain text (seed ${SEED})`, () => {
  it('have the form @[label](kind:id)', () => {
    expect(mentionText({ kind: 'user', id: 'usr_1', label: 'Ada' })).toBe('@[Ada](user:usr_1)');
    expect(parseMentions('Hi @[Ada](user:usr_1), see @[Plan](document:doc_2).')).toEqual([
      { kind: 'user', id: 'usr_1', label: 'Ada', start: 3, end: 21 },
      { kind: 'document', id: 'doc_2', label: 'Plan', start: 27, end: 50 },
    ]);
  });

  it('come back as they were written, whatever label and id hold', () => {
    fc.assert(
      fc.property(target, target, (one, two) => {
        const text = `a ${mentionText(one)} b ${mentionText(two)}`;
        const found = parseMentions(text);
        expect(found.map(({ kind, id, label }) => ({ kind, id, label }))).toEqual([one, two]);
        expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([mentionText(one), mentionText(two)]);
        expect(textWithLabels(text)).toBe(`a @${one.label} b @${two.label}`);
      }),
      check,
    );
  });

  it('are found behind whatever looks like the beginning of one', () => {
    const mention = mentionText({ kind: 'task', id: 'task_1', label: 'T' });
    for (const before of [
      '@',
      '@[',
      '@[x',
      '@[x]',
      '@[x](',
      '@[x](user:',
      '@[x](user',
      '@[@[',
      '[',
      '](',
      '@[x](nobody:1)',
      '@[](user:1)',
      '@[x](user:)',
      '@[x](user:a/b)',
      '@[x] (user:1)',
      '@@[[',
    ]) {
      expect(
        parseMentions(before + mention).map((found) => found.id),
        before,
      ).toEqual(['task_1']);
    }
  });

  it('are never invented: what is found is what its text says', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const found of parseMentions(text)) {
          expect(found.start).toBeGreaterThanOrEqual(end);
          expect(parseMentions(text.slice(found.start, found.end))).toHaveLength(1);
          expect(isId(found.id)).toBe(true);
          end = found.end;
        }
      }),
      check,
    );
  });

  it('with labels longer than titles are none', () => {
    expect(parseMentions(`@[${'x'.repeat(500)}](user:a)`)).toHaveLength(1);
    expect(parseMentions(`@[${'x'.repeat(501)}](user:a)`)).toHaveLength(0);
  });

  it('are looked for in one pass: a megabyte of beginnings ends the search as soon as any other text', () => {
    // Were each beginning searched to the end of the text, these would take hours.
    for (const piece of [
      '@[',
      '@[x](user:',
      '@[x](',
      '@[@',
      '@[\\',
      '@[x]',
      '(@[x](user:a',
      '\\@[',
      '@[x](user:a\\)',
      '@[x'.padEnd(10, ']'),
    ]) {
      expect(parseMentions(piece.repeat(1_000_000 / piece.length)), piece).toEqual([]);
    }
  });
});
