import * as Y from 'yjs';

/** The root type of a document that people write in. */
const ROOT = 'root-v2';

/** What holds blocks, as the root does. */
const CELL = 'tablecell';

/** Where a paragraph may stand in for something that was removed: the nearest place first, one for each level around it. */
export type Home = readonly Y.RelativePosition[];

/** The outermost removed element around something that was removed. */
export function outermostRemoved(inside: Y.Item): Y.Item {
  let outermost = inside;
  for (let item: Y.Item | null = inside; item !== null; item = aroundOf(item)) if (item.deleted) outermost = item;
  return outermost;
}

/** @returns null for what is no part of the document's text */
export function homeOf(removed: Y.Item, doc: Y.Doc): Home | null {
  const places: Y.RelativePosition[] = [];
  for (let item: Y.Item | null = removed; item !== null; item = aroundOf(item)) {
    const holder: unknown = item.parent;
    const isRoot = holder instanceof Y.AbstractType && holder._item === null;
    if (isRoot && holder !== doc.share.get(ROOT)) return null;
    if (isRoot || (holder instanceof Y.XmlElement && holder.nodeName === CELL)) places.push(placeBehind(item));
  }
  return places;
}

/** The nearest place of those that still are. */
export function findHome(home: Home, doc: Y.Doc): { readonly holder: Y.XmlElement; readonly index: number } {
  for (const place of home) {
    const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
    if (found?.type instanceof Y.XmlElement && found.type._item?.deleted !== true) return { holder: found.type, index: found.index };
  }
  const root = doc.get(ROOT, Y.XmlElement);
  return { holder: root, index: root.length };
}

/** Behind what stands there, or behind what stood before it and still does. */
function placeBehind(item: Y.Item): Y.RelativePosition {
  let left: Y.Item | null = item;
  while (left !== null && (left.deleted || !left.countable)) left = left.left;
  if (left !== null) return Y.createRelativePositionFromJSON({ item: left.lastId, assoc: -1 });
  const holder: unknown = item.parent;
  const around = holder instanceof Y.AbstractType ? holder._item : null;
  return Y.createRelativePositionFromJSON(around === null ? { tname: ROOT, assoc: -1 } : { type: around.id, assoc: -1 });
}

function aroundOf({ parent }: Y.Item): Y.Item | null {
  const holder: unknown = parent;
  return holder instanceof Y.AbstractType ? holder._item : null;
}
