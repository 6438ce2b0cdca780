import { Ellipsis, FileText } from 'lucide-react';
import { type JSX, memo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { DocumentEntry } from '../../../shared/model/records.ts';
import { AvatarStack } from '../../components/avatar-stack.tsx';
import { LineField } from '../../components/line-field.tsx';
import { Menu } from '../../components/menu.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { OnlinePerson } from '../../hooks/use-online-users.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** What can be done to a document of the list: the same functions always. */
export interface RowDeeds {
  rename(id: string | null): void;
  renamed(entry: DocumentEntry, title: string | null): void;
  step(entry: DocumentEntry, by: 1 | -1): void;
  bin(entry: DocumentEntry): void;
}

export interface DocumentRowProps {
  readonly project: string;
  readonly entry: DocumentEntry;
  /** Who made it, '' where that isn't known. */
  readonly maker: string;
  /** Who is in it now. */
  readonly people: readonly OnlinePerson[];
  readonly editable: boolean;
  readonly renaming: boolean;
  /** Where it stands among those that show; null where the list shows only some, so that there is no order to change. */
  readonly place: 'only' | 'first' | 'middle' | 'last' | null;
  readonly deeds: RowDeeds;
}

/** One document of the list. */
export const DocumentRow = memo(function DocumentRow(props: DocumentRowProps): JSX.Element {
  const { project, entry, maker, people, editable, renaming, deeds } = props;
  const { text, language } = useApp();
  const { document_id: id, title, created_at: created } = entry;
  return (
    <li className="document-row" data-document={id}>
      <FileText aria-hidden="true" size={16} className="document-icon" />
      {renaming ? (
        <span className="weft-root document-rename">
          <LineField
            label={text.documents.newTitle(title)}
            initial={title}
            maxLength={BOUNDS.title}
            onEnd={(typed) => deeds.renamed(entry, typed)}
          />
        </span>
      ) : (
        <Link href={addressOf.document(project, id)} className="document-link">
          {title}
        </Link>
      )}
      {people.length > 0 && (
        <>
          <AvatarStack people={people} size="small" />
          <span className="visually-hidden">{text.documents.here(people.map(({ name }) => name).join(', '))}</span>
        </>
      )}
      <span className="document-facts">
        {maker !== '' && <span className="document-maker">{text.documents.madeBy(maker)}</span>}
        {created > 0 && <RelativeTime time={created} language={language} />}
      </span>
      {editable && <RowMenu {...props} />}
    </li>
  );
});

function RowMenu({ entry, place, deeds }: DocumentRowProps): JSX.Element {
  const { text } = useApp();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const words = text.documents;
  const order = [
    {
      id: 'up',
      label: words.moveUp,
      key: 'Alt+↑',
      disabled: place !== 'middle' && place !== 'last',
      onSelect: () => deeds.step(entry, -1),
    },
    {
      id: 'down',
      label: words.moveDown,
      key: 'Alt+↓',
      disabled: place !== 'middle' && place !== 'first',
      onSelect: () => deeds.step(entry, 1),
    },
  ];
  return (
    <>
      <button
        ref={button}
        type="button"
        className="icon-button document-menu"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={words.menu(entry.title)}
        onClick={() => setAnchor(button.current)}
      >
        <Ellipsis aria-hidden="true" size={16} />
      </button>
      {anchor !== null && (
        <Menu
          label={words.menu(entry.title)}
          anchor={anchor}
          onClose={(chosen) => {
            setAnchor(null);
            if (!chosen) button.current?.focus();
          }}
          groups={[
            { items: [{ id: 'rename', label: words.rename, key: 'E', onSelect: () => deeds.rename(entry.document_id) }] },
            ...(place === null ? [] : [{ items: order }]),
            { items: [{ id: 'bin', label: words.bin, key: 'Del', onSelect: () => deeds.bin(entry) }] },
          ]}
        />
      )}
    </>
  );
}
