import type { Log } from '../../shared/log.ts';
import { isId } from '../../shared/rooms.ts';
import type { Directory } from '../access/directory.ts';
import type { NotificationDraft } from './inbox/notifications.ts';

export interface AudienceOptions {
  readonly directory: Pick<Directory, 'role' | 'hasMembers'>;
  /** Whether somebody who is no member here may know of a project all the same: where roles come from elsewhere, not everybody has been here yet. */
  readonly mayKnow: (project: string, user: string) => Promise<boolean>;
  readonly log: Log;
}

/** People who are no members that are asked about for one change: more are no news but a flood. */
const ASKED = 100;

/**
 * The notifications of those who may be told what is in the project that they are about. Where nobody is a member, as in `open` mode, whoever
 * is named may. Who can't be asked about is told nothing.
 */
export async function forWhomMayKnow(
  drafts: readonly NotificationDraft[],
  { directory, mayKnow, log }: AudienceOptions,
): Promise<readonly NotificationDraft[]> {
  const isMember = ({ project_id, user }: NotificationDraft): boolean =>
    project_id === undefined || directory.role(project_id, user) !== null || !directory.hasMembers(project_id);
  const strangers = new Map<string, NotificationDraft>();
  for (const draft of drafts) if (!isMember(draft) && draft.user !== draft.actor && isId(draft.user)) strangers.set(draft.user, draft);
  const asked = [...strangers.values()].slice(0, ASKED).map(async ({ project_id = '', user }) => {
    try {
      return (await mayKnow(project_id, user)) ? [user] : [];
    } catch (error) {
      log.warn(
        { project: project_id, user, error },
        'Whether somebody may know of a project could not be asked: they are not told of what happened in it.',
      );
      return [];
    }
  });
  const welcome = new Set((await Promise.all(asked)).flat());
  return drafts.filter((draft) => isMember(draft) || welcome.has(draft.user));
}
