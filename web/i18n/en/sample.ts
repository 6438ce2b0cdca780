import type { SampleText } from '../sample.ts';

export const sampleEn: SampleText = {
  project: 'Sample project',
  cards: [
    {
      title: 'Drag this card to “In progress”',
      status: 'todo',
      description:
        'By keyboard: put the focus on a card and press Ctrl with an arrow key. M shows all places that it can go to. Z takes it back.',
      labels: ['try it'],
    },
    {
      title: 'Add a card of your own',
      status: 'todo',
      description: 'Press C, write what is to be done, press Enter. Enter again adds another one.',
      labels: ['try it'],
    },
    {
      title: 'Open this card',
      status: 'todo',
      description:
        'Here a card has its words, who does it, labels and a due day. Several people can type in it at once. Press ? for every key.',
    },
    {
      title: 'Invite someone',
      status: 'in_progress',
      description: 'Share, at the top, copies a link. Whoever opens it joins, and you see each other’s changes at once.',
      labels: ['together'],
    },
    {
      title: 'Assigned to you',
      status: 'in_progress',
      description: 'Press A on a card to assign it. People are told in their inbox when a card becomes theirs.',
      labels: ['together'],
      mine: true,
    },
    {
      title: 'Look at a sample',
      status: 'done',
      description: 'That is done. When you have seen enough, “Delete it” above the board removes this project.',
    },
  ],
  document: {
    title: 'Read me',
    markdown: `This is a document. Click anywhere and type. What shows as **Saved** is on the server’s disk, and what you write offline is sent when you are back.

## Marks while you type

- \`# \` at the start of a line makes a heading, \`## \` a smaller one
- \`- \` or \`1. \` makes a list
- \`> \` makes a quote
- \`**bold**\`, \`*italic*\` and \`\` \`code\` \`\` do what they say

## Together

> Open this page in a second window. Each person has a caret with their name, and undo takes back your own words only.

Invite somebody with **Share**, then write here at the same time.`,
  },
};
