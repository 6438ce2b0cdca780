import type { JSX } from 'react';
import { copyOf } from '../../client/room-copy.ts';
import type { RoomHandle } from '../../hooks/use-room.ts';
import type { WebSocketService } from '../../hooks/use-service.ts';
import { useApp } from '../app-context.ts';
import { downloadUnsent } from '../browser/unsent-download.ts';
import { Notice } from './notice.tsx';
import { useServiceNews } from './service-news.ts';
import { type TroubledRoom, troubleOf } from './troubles.ts';

export interface TroubleNoticeProps {
  readonly service: WebSocketService;
  readonly room: TroubledRoom;
  readonly kept: boolean;
  /** The page is about to be left with what somebody has let go of. */
  readonly onLeave: () => void;
}

/** What keeps a room from saving, and what can be done about it. */
export function TroubleNotice({ service, room: { code }, kept, onLeave }: TroubleNoticeProps): JSX.Element {
  const { text } = useApp();
  const { trouble, remedy } = troubleOf(code, text.trouble, kept);
  /** Does something with each room that has something unsent for the same reason. */
  const withUnsent = <T,>(use: (handle: RoomHandle) => T): T[] =>
    service
      .getState()
      .rooms.filter((room) => room.code === code && room.unsent > 0)
      .map(({ room }) => {
        const handle = service.open(room);
        const result = use(handle);
        handle.release();
        return result;
      });
  const discard = async (): Promise<void> => {
    await Promise.all(withUnsent((handle) => handle.discard()));
    onLeave();
    location.reload();
  };
  return (
    <Notice tone="bad" code={code} trouble={trouble}>
      {remedy === 'retry' && (
        <button type="button" className="button" onClick={() => service.reconnect()}>
          {text.common.retry}
        </button>
      )}
      {(remedy === 'discard' || (remedy === 'sign-in' && !kept)) && (
        <button type="button" className="button" onClick={() => downloadUnsent(withUnsent(copyOf))}>
          {text.trouble.download}
        </button>
      )}
      {remedy === 'discard' && (
        <button type="button" className="button" onClick={() => void discard()}>
          {text.trouble.discard}
        </button>
      )}
      {remedy === 'sign-in' && (
        <button type="button" className="button" onClick={() => location.reload()}>
          {text.trouble.signIn}
        </button>
      )}
    </Notice>
  );
}

/** Words from rooms that were taken away, which are nowhere but in this page. */
export function RefusedNotice(): JSX.Element {
  const { text } = useApp();
  const { refused, dismissRefused } = useServiceNews();
  const [first] = refused;
  const name = refused.every((one) => one.name === first?.name) ? (first?.name ?? '') : '';
  return (
    <Notice tone="bad" code="refused" trouble={text.trouble.taken(name)}>
      <button type="button" className="button" onClick={() => downloadUnsent(refused.map(({ edits }) => edits))}>
        {text.trouble.download}
      </button>
      <button type="button" className="button" onClick={dismissRefused}>
        {text.common.close}
      </button>
    </Notice>
  );
}

/** Told once a browser. */
export function KeepsNothingNotice(): JSX.Element {
  const { text } = useApp();
  const { dismissStore } = useServiceNews();
  return (
    <Notice tone="quiet" trouble={text.trouble.notKept}>
      <button type="button" className="button" onClick={dismissStore}>
        {text.common.close}
      </button>
    </Notice>
  );
}
