/** What a room's name says it is. Names: PROTOCOL.md, "Rooms". */
export type RoomName =
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'document'; readonly project: string; readonly document: string }
  /** Comments on a document, or on the board's tasks where `document` is null. */
  | { readonly kind: 'comments'; readonly project: string; readonly document: string | null }
  | { readonly kind: 'inbox'; readonly user: string }
  | { readonly kind: 'settings'; readonly user: string }
  | { readonly kind: 'other' };

const OTHER: RoomName = { kind: 'other' };

/** Reads a room's name. Whatever is no room of ours is `other`. */
export function parseRoom(name: string): RoomName {
  const parts = name.split('/');
  const [first, owner = '', second, third, fourth] = parts;
  if (owner === '') return OTHER;
  if (first === 'u') {
    if (parts.length === 2) return { kind: 'inbox', user: owner };
    if (parts.length === 3 && second === 's') return { kind: 'settings', user: owner };
    return OTHER;
  }
  if (first !== 'p') return OTHER;
  if (parts.length === 2) return { kind: 'project', project: owner };
  if (parts.length === 3 && second === 'c') return { kind: 'comments', project: owner, document: null };
  if (second !== 'd' || third === undefined || third === '') return OTHER;
  if (parts.length === 4) return { kind: 'document', project: owner, document: third };
  if (parts.length === 5 && fourth === 'c') return { kind: 'comments', project: owner, document: third };
  return OTHER;
}

/** The project that a room belongs to, or null. */
export function projectOf(room: RoomName): string | null {
  return 'project' in room ? room.project : null;
}

export const projectRoom = (project: string): string => `p/${project}`;
export const documentRoom = (project: string, document: string): string => `p/${project}/d/${document}`;
/** `document` null: the comments on the board's tasks. */
export const commentsRoom = (project: string, document: string | null): string =>
  document === null ? `p/${project}/c` : `${documentRoom(project, document)}/c`;
export const inboxRoom = (user: string): string => `u/${user}`;
export const settingsRoom = (user: string): string => `u/${user}/s`;

/** UTF-16 units of a user's, project's, document's or task's id. */
const ID_LENGTH = 128;

/** The one key that no update may hold, and ids are keys. */
const PROTOTYPE = '__proto__';

/** True for what may be an id: part of a room's name and a key of a map, never the server's own (`#…`), never half a character. */
export function isId(text: string): boolean {
  if (text === '' || text.length > ID_LENGTH || text === '.' || text === '..' || text === PROTOTYPE) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return !/^#|[/\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text);
}
