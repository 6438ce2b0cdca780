/** Characters that have names in HTML: those that people meet in Markdown. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/y;

/** The entity that begins at this place, and the character that it means; null where there is none. */
export function entityAt(text: string, at: number): { readonly character: string; readonly length: number } | null {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(text);
  if (match === null) return null;
  const [whole, decimal, hex, name = ''] = match;
  const point = decimal === undefined && hex === undefined ? undefined : Number(decimal ?? `0x${hex}`);
  const character = point === undefined ? (NAMED.get(name) ?? null) : characterOf(point);
  return character === null ? null : { character, length: whole.length };
}

/** Without backslashes before signs, and with the characters that entities mean. */
export function unescaped(text: string): string {
  return text.replace(
    /\\([!-/:-@[-`{-~])|&[#\w]{2,9};/g,
    (found, sign: string | undefined) => sign ?? entityAt(found, 0)?.character ?? found,
  );
}

function characterOf(point: number): string | null {
  return point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? null : String.fromCodePoint(point);
}
