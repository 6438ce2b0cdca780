const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys that open search: for ARIA, and as people know them. */
export const SEARCH_KEYS = APPLE ? { aria: 'Meta+K', shown: '⌘K' } : { aria: 'Control+K', shown: 'Ctrl K' };
