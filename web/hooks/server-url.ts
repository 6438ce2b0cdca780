/** Where the server's rooms are: `VITE_WS_URL` as it was when the page was built, else the page's own server. */
export function serverUrl(): string {
  // Other bundlers than Vite leave `env` undefined.
  const configured: unknown = import.meta.env?.VITE_WS_URL;
  if (typeof configured === 'string' && configured !== '') return configured;
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}
