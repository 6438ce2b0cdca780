import { cut } from '../../../shared/model/values.ts';

/** UTF-16 units of a file's name without its ending: in UTF-8 at most three bytes each, and no file system takes more than 255. */
const LONGEST = 80;

/** What some file system forbids, and what shows a name as another: control characters, signs that turn the direction. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu;

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)/i;

/** Gives file names for titles: safe everywhere, and none twice, also where case doesn't count. */
export function createNames(): (title: string, otherwise: string) => string {
  const taken = new Set<string>();
  return (title, otherwise) => {
    const safe = trimmed(cut(trimmed(title.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/g, ' ')), LONGEST));
    const name = safe === '' ? otherwise : DEVICE.test(safe) ? `_${safe}` : safe;
    let unique = name;
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${name} (${number})`;
    taken.add(unique.toLowerCase());
    return unique;
  };
}

/** Dots hide a name at its beginning and are lost at its end. */
function trimmed(name: string): string {
  let from = 0;
  let to = name.length;
  while (from < to && ' .'.includes(name.charAt(from))) from++;
  while (to > from && ' .'.includes(name.charAt(to - 1))) to--;
  return name.slice(from, to);
}
