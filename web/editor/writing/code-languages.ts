/** Languages that code can be coloured as: the highlighter's name and what people call it. */
export const LANGUAGES: readonly (readonly [id: string, name: string])[] = [
  ['bash', 'Bash'],
  ['c', 'C'],
  ['cpp', 'C++'],
  ['csharp', 'C#'],
  ['css', 'CSS'],
  ['diff', 'Diff'],
  ['go', 'Go'],
  ['graphql', 'GraphQL'],
  ['xml', 'HTML, XML'],
  ['ini', 'INI, TOML'],
  ['java', 'Java'],
  ['javascript', 'JavaScript'],
  ['json', 'JSON'],
  ['kotlin', 'Kotlin'],
  ['less', 'Less'],
  ['lua', 'Lua'],
  ['makefile', 'Makefile'],
  ['markdown', 'Markdown'],
  ['objectivec', 'Objective-C'],
  ['perl', 'Perl'],
  ['php', 'PHP'],
  ['python', 'Python'],
  ['r', 'R'],
  ['ruby', 'Ruby'],
  ['rust', 'Rust'],
  ['scss', 'SCSS'],
  ['shell', 'Shell session'],
  ['sql', 'SQL'],
  ['swift', 'Swift'],
  ['typescript', 'TypeScript'],
  ['vbnet', 'Visual Basic'],
  ['wasm', 'WebAssembly'],
  ['yaml', 'YAML'],
];

/** What people write after a fence for one of them. */
const ALIASES: Readonly<Record<string, string>> = {
  'c#': 'csharp',
  'c++': 'cpp',
  cs: 'csharp',
  html: 'xml',
  js: 'javascript',
  jsx: 'javascript',
  kt: 'kotlin',
  md: 'markdown',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  svg: 'xml',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  yml: 'yaml',
  zsh: 'bash',
};

/** The highlighter's name for what somebody called a language; null for one that it hasn't. */
export function languageOf(written: string): string | null {
  const name = ALIASES[written] ?? written;
  return LANGUAGES.some(([id]) => id === name) ? name : null;
}

/** What people call a language; what is not on the list is called as it was written, and null is no language. */
export function nameOfLanguage(written: string): string | null {
  const id = languageOf(written);
  return LANGUAGES.find((one) => one[0] === id)?.[1] ?? (written === '' ? null : written);
}
