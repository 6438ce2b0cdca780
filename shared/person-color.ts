/** A colour as `colorOf` and the profile write it. */
const HSL = /^hsl\((\d{1,3}(?:\.\d+)?) /;

/**
 * The hue of a person's colour, 0–359°: that of the colour they chose (`hsl(…)`), else FNV-1a over the id, in steps that eyes can tell apart.
 * @param color as presence and the list of members tell it
 */
export function hueOf(userId: string, color = ''): number {
  const chosen = HSL.exec(color)?.[1];
  if (chosen !== undefined) return Number(chosen) % 360;
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at++) hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193) >>> 0;
  return (hash % 24) * 15;
}

/** The colour of somebody who chose none, the same for the server and for every browser. */
export function colorOf(userId: string): string {
  return colorOfHue(hueOf(userId));
}

/** The colour of a hue as it is kept and told to others. */
export function colorOfHue(hue: number): string {
  return `hsl(${hue} 65% 42%)`;
}
