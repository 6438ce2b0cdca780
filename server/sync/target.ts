/** What a socket's URL asks for. */
export interface Target {
  /** The room's name, or null for one that can't be (rule EN1). */
  readonly room: string | null;
  /** `?token=`, never to be logged. */
  readonly token: string | null;
  /** `?userId=` and `?username=`: who they say they are. Null without an id. */
  readonly claimed: { readonly userId: string; readonly username: string } | null;
}

/** A proxy may keep a prefix before this. */
const BELOW = '/ws/';

/**
 * Reads a room's name and credentials from a request's URL (rule EN1). Null for a URL that is none: a malformed request, to be
 * refused by HTTP.
 */
export function parseTarget(url: string, maxBytes: number): Target | null {
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  const query = question < 0 ? null : new URLSearchParams(url.slice(question + 1));
  const below = path.indexOf(BELOW);
  let name: string;
  try {
    name = decodeURIComponent(below < 0 ? path.slice(1) : path.slice(below + BELOW.length));
  } catch {
    return null;
  }
  return { room: isRoomName(name, maxBytes) ? name : null, token: query?.get('token') ?? null, claimed: claimOf(query) };
}

/**
 * What follows `path` in a URL, or null for a URL that isn't below it: another listener's.
 * @param path as `/realtime`, with or without a slash at its end
 */
export function below(url: string, path: string): string | null {
  const prefix = path.replace(/\/+$/, '');
  if (prefix === '') return url;
  if (!url.startsWith(prefix)) return null;
  const rest = url.slice(prefix.length);
  return rest === '' || rest.startsWith('/') || rest.startsWith('?') ? rest : null;
}

function claimOf(query: URLSearchParams | null): Target['claimed'] {
  const userId = query?.get('userId') ?? '';
  return userId === '' ? null : { userId, username: query?.get('username') ?? userId };
}

function isRoomName(name: string, maxBytes: number): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return name !== '' && Buffer.byteLength(name) <= maxBytes && !/[\u0000-\u001f\u007f]/.test(name);
}
