/** Has this browser keep the app, so that it opens without the server. Only what was built is kept. */
export function keepApp(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = async (): Promise<void> => {
    try {
      await navigator.serviceWorker.register('/sw.js');
    } catch (error) {
      // A browser that keeps nothing, or a server that serves no such file: the app needs the network then, and works.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  };
  // What the page itself needs comes first.
  if (document.readyState === 'complete') void register();
  else window.addEventListener('load', () => void register(), { once: true });
}
