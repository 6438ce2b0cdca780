import { type JSX, useState } from 'react';
import { Avatar } from '../components/avatar.tsx';
import { AvatarStack } from '../components/avatar-stack.tsx';
import { PersonDialog } from '../components/person-dialog.tsx';
import { SyncAnnouncer, SyncBadge } from '../components/sync-badge.tsx';
import type { PresenceUser } from '../hooks/use-document-connection.ts';
import { type Collaborator, hueOf } from '../hooks/use-presence.ts';
import type { SyncStatus } from '../hooks/use-sync-status.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import { TitleBar } from './title-bar.tsx';

export interface PageBarProps {
  readonly project: string;
  /** Absent on the project's own page. */
  readonly document?: string;
  readonly status: SyncStatus;
  readonly people: readonly Collaborator[];
  readonly text: Dictionary;
  readonly language: Language;
  readonly person: PresenceUser;
  readonly onName: (name: string) => void;
  readonly onLanguage: (language: Language) => void;
}

/** The top of every page: where I am, how safe what was done is, who is here, and me. */
export function PageBar(props: PageBarProps): JSX.Element {
  const { project, document, status, people, text, language, person, onName, onLanguage } = props;
  const [dialogOpen, setDialogOpen] = useState(false);
  return (
    <>
      <TitleBar project={project} {...(document !== undefined && { document })} text={text.page}>
        <SyncBadge status={status} text={text.sync} />
        <SyncAnnouncer status={status} text={text.sync} />
        <AvatarStack people={people.filter(({ self }) => !self)} text={text.presence} />
        <button
          type="button"
          className="me"
          aria-label={text.person.open(person.name)}
          title={person.name}
          onClick={() => setDialogOpen(true)}
        >
          <Avatar name={person.name} hue={hueOf(person.id)} />
        </button>
      </TitleBar>
      <PersonDialog
        open={dialogOpen}
        name={person.name}
        language={language}
        text={text.person}
        onName={onName}
        onLanguage={onLanguage}
        onClose={() => setDialogOpen(false)}
      />
    </>
  );
}
