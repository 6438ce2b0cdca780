import type { Role } from '../../shared/access.ts';
import type { Language } from '../../web/i18n/languages.ts';
import { type AppServer, appServer } from './app-server.ts';
import { type Person, person } from './browser.ts';
import { type Member, member, projectOf } from './members.ts';

/** A server with people and what they have made: something of each kind, some of it long, some of it Chinese. */
export interface Stage {
  readonly server: AppServer;
  /** Owns all projects. */
  readonly ada: Member;
  readonly bob: Member;
  /** Has a telephone. */
  readonly chen: Member;
  /** May read alone. */
  readonly max: Member;
  /** Has no account. */
  readonly nobody: Person;
  /** Has many cards and documents, and four members. */
  readonly busy: string;
  /** Has three cards and one document, in Chinese. */
  readonly small: string;
  /** Has nothing, and Ada alone. */
  readonly empty: string;
  /** A card of the busy project, with a description and a history. */
  readonly task: string;
  /** A document of the busy project. */
  readonly document: string;
  /** A document of the busy project in which is a block of each kind. */
  readonly guide: string;
  /** A document of the busy project that is there to be written and emptied. */
  readonly blank: string;
  /** Opens the invite of `empty`, to whoever has it. */
  readonly invite: string;
  /** Bob gives Ada something to do. */
  assignToAda(): Promise<void>;
}

interface Card {
  readonly title: string;
  readonly column: 0 | 1 | 2;
  readonly to?: Member;
  readonly labels?: readonly string[];
  readonly due?: string;
  readonly priority?: 'low' | 'medium' | 'high' | 'urgent';
  readonly description?: string;
}

const LONG_NAME = 'Maximiliane von Hohenfels-Sternberg';

const NOTES = `We open on the **first Monday** of the month. Until then the old pages stay where they are.

## Before

- Every page has an owner
- Pictures have a description
- 所有页面都有中文版本

> What isn’t ready on Friday waits for the next release.

## After

1. Watch the numbers for a week
2. Ask ten people what they miss
`;

const GUIDE = `Short words first. The [old handbook](https://example.org/a/rather/long/address/that/goes/on) says the same.

> [!WARNING]
> Nothing is published on a Friday.

## 每个页面都要有负责人，并且在每个季度末检查一次内容是否还正确

- [x] Titles say what the page is about
- [ ] 图片有说明文字

| Kind | Tone | Length |
| --- | --- | --- |
| News | calm | short |
| Help | 友好 | Donaudampfschifffahrtsgesellschaft |

\`\`\`ts
// Counts what is shown.
const shown = pages.filter((page) => page.owner !== null && page.checked > quarter.begin).length;
\`\`\`

### Afterwards

Ask ten people what they miss.
`;

/** Opens the stage; it closes with the test. */
export async function openStage(): Promise<Stage> {
  const server = await appServer('accounts');
  const { url } = server;
  // A page that isn't there, a server that is away: the console says so.
  const expected = /Failed to load resource|404|403/;
  const [ada, bob, chen, max, nobody] = await Promise.all([
    member(url, 'Ada Okafor', {}, expected),
    member(url, 'Bob', {}, expected),
    member(url, '陈思远', { hasTouch: true, isMobile: true }, expected),
    member(url, LONG_NAME, {}, expected),
    person({}, expected),
  ]);
  const members: [Member, Role][] = [
    [bob, 'editor'],
    [chen, 'editor'],
    [max, 'viewer'],
  ];
  const busy = await projectOf(ada, 'Website relaunch', members);
  const small = await projectOf(ada, '移动端改版', [[chen, 'editor']]);
  const empty = await projectOf(ada, 'A project whose name is as long as names of projects happen to become');
  const cards = await fillBoard(ada, busy, busyCards(ada, bob, chen, max));
  await fillBoard(chen, small, [
    { title: '整理用户访谈记录，归纳出最常见的三个问题', column: 0, to: chen, labels: ['调研'], due: '2031-03-02' },
    { title: '新的登录页', column: 1, to: ada, priority: 'high' },
    { title: '确定配色', column: 2 },
  ]);
  const document = await addDocument(ada, busy, 'Launch plan', NOTES);
  for (const title of [
    'Tone of voice',
    '会议记录：第三周',
    'What people told us in forty interviews, and what follows from it for the start page',
  ]) {
    await addDocument(bob, busy, title, 'Notes are to come.\n');
  }
  await addDocument(chen, small, '需求说明', '先把旧页面的问题列出来，再决定做什么。\n');
  const guide = await addDocument(ada, busy, 'How we write: a guide for whoever has never written one', GUIDE);
  const blank = await addDocument(ada, busy, '草稿', '');
  const task = cards[0] ?? '';
  await bob.api('POST', `/projects/${busy}/tasks/${task}/move`, { status: await columnOf(bob, busy, 1) });
  await chen.api('PATCH', `/projects/${busy}/tasks/${cards[3]}`, { assignee_id: ada.id });
  await bob.api('DELETE', `/projects/${busy}/tasks/${cards.at(-1)}`);
  const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${empty}/invites`, { role: 'editor' });
  let assigned = 0;
  return {
    server,
    ada,
    bob,
    chen,
    max,
    nobody,
    busy,
    small,
    empty,
    task,
    document,
    guide,
    blank,
    invite: `/invite#${secret}`,
    assignToAda: async () => {
      assigned++;
      await fillBoard(bob, busy, [{ title: `Proofread the imprint, part ${assigned}`, column: 0, to: ada }]);
    },
  };
}

/** From now on everybody's browser is set to this language. */
export async function speak({ server, ada, bob, chen, max, nobody }: Stage, language: Language): Promise<void> {
  for (const { page } of [ada, bob, chen, max, nobody]) {
    await page.goto(server.url);
    await page.evaluate((chosen) => localStorage.setItem('weft.language', chosen), language);
  }
}

function busyCards(ada: Member, bob: Member, chen: Member, max: Member): readonly Card[] {
  const description = 'The old one has **eleven** entries. Nobody finds the contact page.\n\nAsk support what people look for most.';
  return [
    { title: 'New navigation', column: 0, to: ada, labels: ['design'], due: '2031-01-15', priority: 'high', description },
    { title: 'Move the blog', column: 0, to: bob, labels: ['content', 'later'] },
    { title: 'Check every page with a keyboard and a screen reader, and write down what can’t be reached', column: 0, to: max },
    { title: '翻译帮助页面', column: 0, labels: ['content', '翻译'], due: '2025-12-01', priority: 'urgent' },
    { title: 'Pictures for the start page', column: 1, to: chen, labels: ['design'], due: '2031-02-01', priority: 'medium' },
    { title: 'Redirect old addresses', column: 1, to: bob },
    { title: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen', column: 1, labels: ['a label that is rather long'] },
    { title: 'Choose a typeface', column: 2, to: ada, priority: 'low' },
    { title: '域名续费', column: 2, to: chen },
    ...Array.from({ length: 20 }, (_, at): Card => ({ title: `Page ${at + 1} of the handbook`, column: 2 })),
    { title: 'Carousel', column: 0 },
  ];
}

/** @returns the ids of the cards */
async function fillBoard(by: Member, project: string, cards: readonly Card[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { column, to, ...card } of cards) {
    const status = await columnOf(by, project, column);
    const body = { ...card, status, ...(to !== undefined && { assignee_id: to.id }) };
    ids.push((await by.api<{ task_id: string }>('POST', `/projects/${project}/tasks`, body)).task_id);
  }
  return ids;
}

async function columnOf(by: Member, project: string, at: number): Promise<string> {
  const { items } = await by.api<{ items: readonly { id: string }[] }>('GET', `/projects/${project}/columns`);
  const column = items[at];
  if (column === undefined) throw new Error(`The board of ${project} has no column ${at}.`);
  return column.id;
}

async function addDocument(by: Member, project: string, title: string, markdown: string): Promise<string> {
  return (await by.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title, markdown })).document_id;
}
