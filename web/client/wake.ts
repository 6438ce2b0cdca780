/** Calls `listener` whenever it is worth trying again at once. Returns its stop. */
export type Wake = (listener: () => void) => () => void;

/** The browser came online, or the tab became visible. Outside a browser neither happens. */
export const browserWake: Wake = (listener) => {
  if (typeof window === 'undefined') return () => {};
  const whenVisible = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  window.addEventListener('online', listener);
  document.addEventListener('visibilitychange', whenVisible);
  return () => {
    window.removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', whenVisible);
  };
};
