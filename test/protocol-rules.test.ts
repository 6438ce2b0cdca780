import { describe, expect, it } from 'vitest';
import { projectFiles, readSource } from './support/house.ts';

/** Numbers of the rules that a protocol text has, in order. */
function rulesOf(text: string): string[] {
  return [...text.matchAll(/^- \*\*([A-Z]{2}\d+)\*\* /gm)].map(([, rule]) => rule as string);
}

/** Numbers that titles in a test file begin with: '[SY1] …', '[PR5][HB2] …'. */
function quotedIn(source: string): string[] {
  const starts = [...source.matchAll(/['"`]((?:\[[A-Z]{2}\d+\])+) /g)].map(([, start]) => start as string);
  return starts.flatMap((start) => [...start.matchAll(/[A-Z]{2}\d+/g)].map(([rule]) => rule));
}

const RULES = rulesOf(readSource('shared/PROTOCOL.md'));
const QUOTED = projectFiles()
  .filter((file) => /^test\/.*\.test\.tsx?$/.test(file) && file !== 'test/protocol-rules.test.ts')
  .flatMap((file) => quotedIn(readSource(file)).map((rule) => ({ rule, file })));

describe('the rules of the wire', () => {
  it('are there, each once', () => {
    expect(RULES.length).toBeGreaterThan(30);
    expect(RULES).toEqual([...new Set(RULES)]);
  });

  it('are each quoted by a test that proves them', () => {
    const quoted = new Set(QUOTED.map(({ rule }) => rule));
    expect(RULES.filter((rule) => !quoted.has(rule))).toEqual([]);
  });

  it('are the only ones that tests quote', () => {
    expect(QUOTED.filter(({ rule }) => !RULES.includes(rule)).map(({ rule, file }) => `${file}: [${rule}]`)).toEqual([]);
  });
});

describe('the finder', () => {
  it('sees one number, several, and none in a comment or inside a title', () => {
    const source = "it('[AA1] one', f); it.each(x)(`[BB2][CC3] two`, f); // see [DD4]\nit('not [EE5] here', f);";
    expect(quotedIn(source)).toEqual(['AA1', 'BB2', 'CC3']);
  });
});
