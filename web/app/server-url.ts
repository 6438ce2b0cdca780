/** Where the server's rooms are: `VITE_WS_URL` as it was at build time, else this page's own server. */
export function serverUrl(): string {
  const configured: unknown = import.meta.env.VITE_WS_URL;
  if (typeof configured === 'string' && configured !== '') return configured;
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}
