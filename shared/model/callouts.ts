/** What a callout is for: a shape and a colour of its own each. The words are those of GitHub's Markdown. */
export const CALLOUT_KINDS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
export type CalloutKind = (typeof CALLOUT_KINDS)[number];
