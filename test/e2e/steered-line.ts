import type { BrowserContext, WebSocketRoute } from 'playwright-core';

/** What becomes of a browser's sockets: as they are; what its pages send is swallowed; none opens and the open ones end. */
type Line = 'free' | 'held' | 'refused';

/** A browser's lines to the server's rooms in a test's hands. Take it before a page opens one. */
export interface SteeredLine {
  set(line: Line): void;
}

export async function steeredLine(context: BrowserContext): Promise<SteeredLine> {
  let line: Line = 'free';
  const open = new Set<WebSocketRoute>();
  const end = (socket: WebSocketRoute): void => void socket.close({ code: 1013, reason: 'room.busy' });
  await context.routeWebSocket(/\/ws\//, (socket) => {
    if (line === 'refused') return end(socket);
    const server = socket.connectToServer();
    open.add(socket);
    socket.onMessage((message) => {
      if (line === 'free') server.send(message);
    });
  });
  return {
    set: (next) => {
      line = next;
      if (next !== 'refused') return;
      for (const socket of open) end(socket);
      open.clear();
    },
  };
}
