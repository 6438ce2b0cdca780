import { describe, expect, it } from 'vitest';
import { textWithLabels } from '../../../shared/model/mentions.ts';
import { mentionBeingTyped, piecesOf, withMentions } from '../../../web/components/comments/mention-names.ts';

const PEOPLE = [
  { user_id: 'ann', username: 'Ann' },
  { user_id: 'anna', username: 'Anna [B]' },
  { user_id: 'ming', username: '小明' },
];

describe('names in what one writes', () => {
  it('become mentions, the longest that fits, and read as they were typed', () => {
    const typed = '@Ann and @Anna [B]: ask @小明吧, not @Annabel or @nobody.';
    const text = withMentions(typed, PEOPLE);
    expect(text).toBe('@[Ann](user:ann) and @[Anna \\[B\\]](user:anna): ask @[小明](user:ming)吧, not @Annabel or @nobody.');
    expect(textWithLabels(text)).toBe(typed);
    expect(piecesOf(text).filter(({ mention }) => mention)).toHaveLength(3);
    expect(
      piecesOf(text)
        .map(({ words }) => words)
        .join(''),
    ).toBe(typed);
  });

  it('stay as they are where nobody is known', () => {
    expect(withMentions('@Ann', [])).toBe('@Ann');
  });

  it('are asked for behind an @ that begins a word, up to the caret', () => {
    expect(mentionBeingTyped('To @An', 6)).toBe('An');
    expect(mentionBeingTyped('@', 1)).toBe('');
    expect(mentionBeingTyped('To @An and', 10)).toBeNull();
    expect(mentionBeingTyped('ada@an', 6)).toBeNull();
    expect(mentionBeingTyped('请问，@小', 5)).toBe('小');
  });
});
