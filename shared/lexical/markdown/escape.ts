/*
 * What keeps text from being taken for marks. By the rules of CommonMark with the extensions that the reader here knows; a sign more than needed
 * does no harm, one less changes what the text means.
 */

/** Everything that can be a mark gets its backslash, but `_` inside words, single `=`, and `<` and `&` that begin nothing. */
export function escapeText(text: string): string {
  // In two steps: what needs no look around is done by the engine alone, millions of signs in a moment.
  return text.replace(/[\\`*[\]~]/g, '\\$&').replace(/_+|=+|<(?=[A-Za-z/!?]|$)|&(?=[#A-Za-z]|$)/g, (found, at: number, whole: string) => {
    const end = at + found.length;
    if (found.startsWith('_') && isWord(before(whole, at)) && isWord(behind(whole, end))) return found;
    if (found === '=' && at > 0 && end < whole.length) return found;
    return `\\${found.charAt(0)}`.repeat(found.length);
  });
}

/** How long the runs of backticks in a text are, each length once. */
export function tickRuns(text: string): ReadonlySet<number> {
  const lengths = new Set<number>();
  for (let at = text.indexOf('`'); at !== -1; at = text.indexOf('`', at)) {
    const start = at;
    while (text.charAt(at) === '`') at++;
    lengths.add(at - start);
  }
  return lengths;
}

/** Like `escapeText`, for words in brackets; line ends are entities, since they stay in one line. */
export function escapeWords(words: string): string {
  return escapeText(words).replace(/[\n\r]/g, entity);
}

/** A line of text, so that its beginning begins no block and blanks at its ends stay. */
export function escapeLine(line: string): string {
  return line
    .replace(/^[ \t]/, entity)
    .replace(/[ \t]$/, entity)
    .replace(/^(#{1,6}(?=[ \t]|$)|>|\+(?=[ \t]|$)|-(?=[-\s|:]|$)|:(?=-)|\|)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2');
}

/** Where a link leads: bare where nothing in it could be misread, else in angles. */
export function escapeAddress(url: string): string {
  if (/^[^\s\p{Cc}()<>\\&"'`]+$/u.test(url) && !url.startsWith('weft:')) return url;
  return `<${url.replace(/[\\<>&`]/g, '\\$&').replace(/[\n\r]/g, entity)}>`;
}

/** A link's title with its quotes, and the blank before. */
export function escapeTitle(title: string): string {
  return ` "${title.replace(/[\\"&`]/g, '\\$&').replace(/[\n\r]/g, entity)}"`;
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** The character that ends at this place, '' at the beginning. */
export function before(text: string, at: number): string {
  const last = text.charCodeAt(at - 1);
  return last >= 0xdc00 && last <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.slice(Math.max(0, at - 1), at);
}

/** The character that begins at this place, '' at the end. */
export function behind(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

export function isWord(character: string): boolean {
  return /^[\p{L}\p{N}]/u.test(character);
}

/** Also for '': beyond its ends a line is blank. */
export function isBlank(character: string): boolean {
  return character.trim() === '';
}
