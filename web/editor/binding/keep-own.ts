import { ContentType, type Doc, type Item } from 'yjs';

/**
 * Keeps in memory what was written in this page, and what that is in, also where it has been removed. Undo makes anew what was removed, and later
 * steps follow it from one making to the next: Yjs throws where one of them has been collected as garbage meanwhile.
 * @returns its stop
 */
export function keepOwn(doc: Doc): () => void {
  const { gcFilter } = doc;
  const isOwn = (item: Item): boolean => item.id.client === doc.clientID || (item.content instanceof ContentType && holdsOwn(item.content));
  const holdsOwn = ({ type }: ContentType): boolean => {
    for (let item = type._start; item !== null; item = item.right) if (isOwn(item)) return true;
    for (const item of type._map.values()) if (isOwn(item)) return true;
    return false;
  };
  doc.gcFilter = (item) => gcFilter(item) && !isOwn(item);
  return () => {
    doc.gcFilter = gcFilter;
  };
}
