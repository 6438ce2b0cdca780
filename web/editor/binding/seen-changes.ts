import { ContentString, type Item, isDeleted, type Transaction, XmlElement, XmlText, type YEvent, YTextEvent } from 'yjs';

/** What keeps two runs of text apart that are otherwise alike: nobody sees it. */
const APART = 'i';

/** What an element keeps of how the words will look that come into it next: nobody sees it while none do. */
const OF_NEXT_WORDS: readonly string[] = ['__textFormat', '__textStyle'];

/**
 * Whether anything of a change shows: words or elements that came or went, attributes or formats that are others now. To be asked while its
 * event is told.
 */
export function isSeen(event: YEvent<XmlElement | XmlText>): boolean {
  const { target, changes, transaction } = event;
  for (const [key, { oldValue }] of changes.keys) {
    if (!OF_NEXT_WORDS.includes(key) && JSON.stringify(oldValue) !== JSON.stringify(target.getAttribute(key))) return true;
  }
  if (target instanceof XmlElement) {
    return [...changes.added, ...changes.deleted].some((item) => !isEmptyText(item, transaction));
  }
  const delta = event instanceof YTextEvent ? event.delta : [];
  return delta.some(
    ({ insert, delete: gone, attributes = {} }) =>
      insert !== undefined || gone !== undefined || Object.keys(attributes).some((key) => key !== APART),
  );
}

/** A text without words, as each block without words has one; of one that went, those that went with it. */
function isEmptyText(item: Item, { deleteSet }: Transaction): boolean {
  const [type] = item.content.getContent();
  if (!(type instanceof XmlText)) return false;
  for (let part = type._start; part !== null; part = part.right) {
    const was = item.deleted ? isDeleted(deleteSet, part.id) : !part.deleted;
    if (was && part.content instanceof ContentString) return false;
  }
  return true;
}
