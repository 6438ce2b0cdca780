import { useEffect, useRef } from 'react';
import { documentRoom } from '../../../shared/rooms.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useOnlineUsers } from '../../hooks/use-online-users.ts';
import { useSyncStatus } from '../../hooks/use-sync-status.ts';
import { useEditorScope } from '../editor-scope.ts';
import { Attendance } from './attendance.ts';

/** Says to screen readers who comes into the document and who leaves it. */
export function useAttendance(): void {
  const { project, document, room, text, language, announceOthers } = useEditorScope();
  const { onlineUsers } = useOnlineUsers(documentRoom(project, document));
  const cutOff = useSyncStatus(room).kind === 'offline';
  const words = useLatest({ came: text.together.came, gone: text.together.gone, language });
  const attendance = useRef<Attendance>(null);

  useEffect(() => {
    const say = (sentence: 'came' | 'gone', names: readonly string[]): void =>
      announceOthers(words.current[sentence](new Intl.ListFormat(words.current.language).format(names), names.length));
    const made = new Attendance({
      onCame: (names) => say('came', names),
      onLeft: (names) => say('gone', names),
      later: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
    attendance.current = made;
    return () => made.stop();
  }, [announceOthers, words]);

  useEffect(() => {
    // The others' presence is known once one's own is.
    if (!cutOff && onlineUsers.some(({ self }) => self)) attendance.current?.are(onlineUsers.filter(({ self }) => !self));
  }, [onlineUsers, cutOff]);
}
