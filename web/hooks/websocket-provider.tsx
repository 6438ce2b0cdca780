import { type JSX, type ReactNode, useEffect, useState } from 'react';
import type { PresenceUser } from '../client/connect-document.ts';
import type { Token } from '../client/line.ts';
import { colorOf } from '../client/presence.ts';
import { createWebSocketService } from '../client/service.ts';
import type { ServiceOptions, UnsentEdits } from '../client/service-types.ts';
import { createKit, type Kit } from './kit.ts';
import { KitContext } from './kit-context.ts';
import { serverUrl } from './server-url.ts';
import { useLatest } from './use-latest.ts';

/** Who is at this browser. Where the server knows its users it believes its own account of them, not this. */
export interface UserInfo {
  readonly userId: string;
  readonly username: string;
  /** As CSS writes it; by default one that follows from the id. */
  readonly color?: string;
}

export interface WebSocketProviderProps {
  /** Null where nobody said a name: one can see and write as the server allows, but isn't shown to others. */
  readonly userInfo: UserInfo | null;
  /** Where the server's rooms are. Default: `VITE_WS_URL` of the build, else `/ws` of the page's own server. */
  readonly url?: string;
  /** Sent as `?token=`. A function is asked again at each attempt; a new function doesn't connect anew. */
  readonly token?: Token;
  /** ms between pings. Default 30,000. */
  readonly heartbeatInterval?: number;
  /** ms, the longest wait between two attempts. Default 5,000. */
  readonly reconnectInterval?: number;
  /** Attempts without success after which the status is `failed`; 0 = no limit. Default 10. */
  readonly maxReconnectAttempts?: number;
  /** Keep documents in this browser. Default: where there is an IndexedDB. */
  readonly offline?: boolean;
  /** Log what happens to the browser's console. */
  readonly debug?: boolean;
  /** The server took a room away, and some of what was written there never reached it: a chance to offer it as a download. */
  readonly onRefused?: (edits: UnsentEdits) => void;
  /** Documents can't be kept in this browser (any more). Told once; everything else goes on. */
  readonly onStoreFailed?: (error: unknown) => void;
  readonly children?: ReactNode;
}

/**
 * The connection for everything below it: one service for as long as the server, the person and the options stay the same. A change of
 * name or colour is told to the others without connecting anew. It renders nothing of its own.
 */
export function WebSocketProvider(props: WebSocketProviderProps): JSX.Element {
  const {
    userInfo,
    url,
    token,
    heartbeatInterval,
    reconnectInterval,
    maxReconnectAttempts,
    offline,
    debug,
    onRefused,
    onStoreFailed,
    children,
  } = props;
  const [kit, setKit] = useState<Kit | null>(null);
  const userId = userInfo?.userId ?? null;
  const user = useLatest(userInfo === null ? null : presenceOf(userInfo));
  const latestToken = useLatest(token);
  const hasToken = token !== undefined;
  const told = useLatest({ onRefused, onStoreFailed });

  useEffect(() => {
    const options: ServiceOptions = {
      url: url ?? serverUrl(),
      user: userId === null ? null : user.current,
      ...(hasToken && { token: () => fetchToken(latestToken.current) }),
      ...(heartbeatInterval !== undefined && { heartbeatInterval }),
      ...(reconnectInterval !== undefined && { reconnectInterval }),
      ...(maxReconnectAttempts !== undefined && { maxReconnectAttempts }),
      ...(offline !== undefined && { offline }),
      ...(debug !== undefined && { debug }),
      onRefused: (edits) => told.current.onRefused?.(edits),
      onStoreFailed: (error) => told.current.onStoreFailed?.(error),
    };
    const made = createKit(createWebSocketService(options), userId);
    setKit(made);
    return () => {
      setKit(null);
      made.stop();
    };
  }, [url, userId, user, hasToken, latestToken, told, heartbeatInterval, reconnectInterval, maxReconnectAttempts, offline, debug]);

  const username = userInfo?.username;
  const color = userInfo?.color;
  useEffect(() => {
    // A kit of the person before is about to go.
    if (kit === null || userId === null || kit.userId !== userId || username === undefined) return;
    kit.service.setUser(presenceOf({ userId, username, ...(color !== undefined && { color }) }));
  }, [kit, userId, username, color]);

  return <KitContext.Provider value={kit}>{children}</KitContext.Provider>;
}

function presenceOf({ userId, username, color = colorOf(userId) }: UserInfo): PresenceUser {
  return { id: userId, name: username, color };
}

async function fetchToken(token: Token | undefined): Promise<string> {
  return typeof token === 'function' ? token() : (token ?? '');
}
