/** Has this browser keep the app, so that it opens without the server. Only what was built is kept. */
export function keepApp(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = async (): Promise<void> => {
    try {
      await navigator.serviceWorker.register('/sw.js');
      const { active } = await navigator.serviceWorker.ready;
      // A page that was on its way here when the worker took over is none that it knows of: parts that it loads later would need the network.
      if (navigator.serviceWorker.controller === null) active?.postMessage('claim');
    } catch (error) {
      // A browser that keeps nothing, or a server that serves no such file: the app needs the network then, and works.
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    }
  };
  // What the page itself needs comes first.
  if (document.readyState === 'complete') void register();
  else window.addEventListener('load', () => void register(), { once: true });
}
