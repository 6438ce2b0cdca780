import * as Y from 'yjs';

/**
 * Makes the text under a key read as `text`. A `Y.Text` is changed where it differs, so that what others write elsewhere in it stays.
 * Where there is none, a plain string is written: a container that two people make at once would lose one's words.
 */
export function replaceText(record: Y.Map<unknown>, key: string, text: string): void {
  const shared = record.get(key);
  if (!(shared instanceof Y.Text) || shared instanceof Y.XmlText) {
    if (shared !== text) record.set(key, text);
    return;
  }
  const old = shared.toString();
  if (shared.length !== old.length) {
    // Somebody put things into it that are no text: positions in the two don't agree.
    shared.delete(0, shared.length);
    shared.insert(0, text);
    return;
  }
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  if (start === old.length && start === text.length) return;
  let end = 0;
  while (end < shorter - start && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end++;
  // Yjs must not be made to cut a character that is two units.
  if (start > 0 && isHighHalf(old.charCodeAt(start - 1))) start--;
  if (end > 0 && isLowHalf(old.charCodeAt(old.length - end))) end--;
  if (old.length - end > start) shared.delete(start, old.length - end - start);
  if (text.length - end > start) shared.insert(start, text.slice(start, text.length - end));
}

function isHighHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
