import { APPLE } from '../writing/shown-keys.ts';

const WITH = APPLE ? '⌥⇧' : 'Alt+Shift+';

/** The keys that move a block, as people know them here. */
export const MOVE_KEYS = { up: `${WITH}↑`, down: `${WITH}↓` } as const;
