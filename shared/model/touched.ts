import * as Y from 'yjs';

/** The client id under which a map's key was set last. */
export function clientOf(map: Y.Map<unknown> | null | undefined, key: string): number | undefined {
  return map?._map.get(key)?.id.client;
}

/** The keys of a map under which something has changed, however deep. */
export function keysTouched(map: Y.Map<unknown>, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const event of events) {
    if (event.target === map) {
      for (const key of event.keys.keys()) keys.add(key);
      continue;
    }
    let item = event.target._item;
    while (item !== null && item.parent !== map) item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
    if (item !== null && item.parentSub !== null) keys.add(item.parentSub);
  }
  return keys;
}
