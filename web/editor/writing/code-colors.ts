import type { createLowlight } from 'lowlight';
import { languageOf } from './code-languages.ts';

type Highlighter = ReturnType<typeof createLowlight>;
type Tree = ReturnType<Highlighter['highlight']>;
type Part = Tree['children'][number];

/** What colours there are, as the style sheet has them: `::highlight(weft-code-…)`. */
export const CODE_COLORS = ['comment', 'keyword', 'string', 'number', 'name', 'type', 'attribute', 'added', 'removed'] as const;
export type CodeColor = (typeof CODE_COLORS)[number];

/** A stretch of code of one colour. */
export interface ColoredStretch {
  readonly from: number;
  readonly to: number;
  readonly color: CodeColor;
}

/** The highlighter's classes, without what they begin with. */
const COLORS: Readonly<Record<string, CodeColor>> = {
  addition: 'added',
  attr: 'attribute',
  attribute: 'attribute',
  built_in: 'type',
  bullet: 'keyword',
  class: 'type',
  code: 'string',
  comment: 'comment',
  deletion: 'removed',
  doctag: 'keyword',
  function: 'name',
  keyword: 'keyword',
  link: 'string',
  literal: 'number',
  meta: 'comment',
  name: 'keyword',
  number: 'number',
  property: 'attribute',
  quote: 'comment',
  regexp: 'string',
  section: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  'selector-tag': 'keyword',
  string: 'string',
  symbol: 'number',
  'template-variable': 'attribute',
  title: 'name',
  type: 'type',
  variable: 'attribute',
};

let loading: Promise<Highlighter> | null = null;

/** The highlighter with its common languages, which comes when the first code is seen. */
function highlighter(): Promise<Highlighter> {
  loading ??= import('lowlight').then(({ common, createLowlight }) => createLowlight(common));
  return loading;
}

/** Which stretches of `code` have which colour: none for a language that isn't known. @throws where the highlighter can't be loaded */
export async function colorsOf(code: string, language: string): Promise<readonly ColoredStretch[]> {
  const id = languageOf(language);
  if (id === null) return [];
  const low = await highlighter();
  const stretches: ColoredStretch[] = [];
  let at = 0;
  const walk = (parts: readonly Part[], color: CodeColor | null): void => {
    for (const part of parts) {
      if (part.type === 'text') {
        if (color !== null) stretches.push({ from: at, to: at + part.value.length, color });
        at += part.value.length;
      } else if (part.type === 'element') walk(part.children, colorOf(part.properties.className) ?? color);
    }
  };
  walk(low.highlight(id, code).children, null);
  return stretches;
}

function colorOf(classes: unknown): CodeColor | null {
  const [name] = Array.isArray(classes) ? classes : [];
  return COLORS[String(name).replace(/^hljs-/, '')] ?? null;
}
