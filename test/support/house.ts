/** The project's own files as the tests of its architecture see them. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Paths, relative to the root, of all files that belong to the project: committed or about to be. */
export function projectFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(list.split('\0'))].filter((file) => file !== '' && fs.existsSync(path.join(ROOT, file))).sort();
}

/** True for files that a person writes as code. */
export function isSource(file: string): boolean {
  return /\.(ts|tsx|mjs|css)$/.test(file);
}

export function readSource(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}

/** One import, export-from, dynamic import or `import('…')` type. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What a parsed file says that the house has rules about. */
export interface Findings {
  readonly imports: readonly Import[];
  /** What the house forbids in any file: `any`, double casts, silenced type errors, empty catches. */
  readonly forbidden: readonly string[];
}

type Tree = { readonly type: string } & Record<string, unknown>;

/**
 * Parses a file. The parser is the one that comes with Vite: TypeScript 7's own package exports only its version.
 * @throws Error when the file doesn't parse
 */
export function readFindings(file: string, source: string): Findings {
  const parsed = parseSync(file, source);
  if (parsed.errors.length > 0) throw new Error(`${file} does not parse: ${parsed.errors.map((error) => error.message).join('; ')}`);
  const imports: Import[] = [];
  const forbidden = parsed.comments
    .filter((comment) => /@ts-(ignore|nocheck|expect-error)/.test(comment.value))
    .map((comment) => `a silenced type error: ${comment.value.trim()}`);
  walk(parsed.program, (node) => {
    const specifier = importOf(node);
    if (specifier !== null) imports.push(specifier);
    const mistake = mistakeIn(node);
    if (mistake !== null) forbidden.push(mistake);
  });
  return { imports, forbidden };
}

function importOf(node: Tree): Import | null {
  const source = node.source;
  if (!isTree(source) || typeof source.value !== 'string') return null;
  const specifier = source.value;
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier, typeOnly: node.importKind === 'type' || allTypes(node.specifiers, 'importKind') };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { specifier, typeOnly: node.exportKind === 'type' || allTypes(node.specifiers, 'exportKind') };
    case 'ImportExpression':
      return { specifier, typeOnly: false };
    case 'TSImportType':
      return { specifier, typeOnly: true };
    default:
      return null;
  }
}

function allTypes(specifiers: unknown, kind: string): boolean {
  return Array.isArray(specifiers) && specifiers.length > 0 && specifiers.every((one) => isTree(one) && one[kind] === 'type');
}

function mistakeIn(node: Tree): string | null {
  if (node.type === 'TSAnyKeyword') return '`any`';
  const inner = node.expression;
  if (node.type === 'TSAsExpression' && isTree(inner) && inner.type === 'TSAsExpression') return 'a double cast';
  const body = node.body;
  if (node.type === 'CatchClause' && isTree(body) && Array.isArray(body.body) && body.body.length === 0) return 'an empty catch';
  return null;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function walk(value: unknown, visit: (node: Tree) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit);
  } else if (isTree(value)) {
    visit(value);
    for (const one of Object.values(value)) walk(one, visit);
  }
}
