/** The hue of a person's colour, 0–359°: FNV-1a over the id, in steps that eyes can tell apart. */
export function hueOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at++) hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193) >>> 0;
  return (hash % 24) * 15;
}

/** A colour for clients that don't know hues. */
export function colorOf(userId: string): string {
  return `hsl(${hueOf(userId)} 65% 42%)`;
}
