import { $getNodeByKey, $getSelection, $isRangeSelection, type LexicalEditor, type NodeKey } from 'lexical';
import { ExternalLink, Pencil, Unlink } from 'lucide-react';
import { type JSX, useEffect, useId, useRef, useState } from 'react';
import { isSafeAddress } from '../../../shared/lexical/schema.ts';
import { useEditorScope } from '../editor-scope.ts';
import { Floating } from '../floating.tsx';
import { paint } from '../paint.ts';
import { meantAddress } from './addresses.ts';
import { $removeLink, $setLink } from './link-edits.ts';
import { openAddress } from './open-address.ts';
import { type LinkPlace, useLinkPlace } from './use-link-place.ts';

/** The card of a link: where it leads to, to open, change or remove it. It comes with a click into a link and with Ctrl+K. */
export function LinkCard({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { container } = useEditorScope();
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useLinkPlace(editor, card);
  if (place === null) return null;
  const close = (): void => {
    setPlace(null);
    editor.focus();
  };
  return (
    <Floating anchor={() => rectOf(editor, place)} within={container.current} placement="bottom-start" className="link-card">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is in it. */}
      <div
        ref={card}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          event.stopPropagation();
          close();
        }}
      >
        {place.isEdited ? (
          <Form editor={editor} place={place} onClose={close} />
        ) : (
          <Shown editor={editor} place={place} onEdit={() => setPlace({ ...place, isEdited: true })} onClose={close} />
        )}
      </div>
    </Floating>
  );
}

function rectOf(editor: LexicalEditor, { link, range }: LinkPlace): DOMRect | null {
  if (link !== null) return editor.getElementByKey(link)?.getBoundingClientRect() ?? null;
  return range?.getClientRects()[0] ?? range?.startContainer.parentElement?.getBoundingClientRect() ?? null;
}

interface PartProps {
  readonly editor: LexicalEditor;
  readonly place: LinkPlace;
  readonly onClose: () => void;
}

function Shown({ editor, place, onEdit, onClose }: PartProps & { readonly onEdit: () => void }): JSX.Element {
  const { text, announce } = useEditorScope();
  const words = text.writing;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div role="group" aria-label={words.link} className="bar-row">
      <span className="link-address" title={place.url}>
        {place.url}
      </span>
      <CardButton label={words.linkOpen} icon={ExternalLink} run={() => openAddress(place.url) || announce(words.linkUnsafe)} />
      <CardButton label={words.linkEdit} icon={Pencil} run={onEdit} />
      <CardButton
        label={words.linkRemove}
        icon={Unlink}
        run={() => {
          editor.update(() => $removeAt(place.link));
          announce(words.linkRemoved);
          onClose();
        }}
      />
    </div>
  );
}

function $removeAt(link: NodeKey | null): void {
  const node = link === null ? null : $getNodeByKey(link)?.getLatest();
  if (node?.isAttached() === true) $removeLink(node);
}

interface CardButtonProps {
  readonly label: string;
  readonly icon: typeof Pencil;
  readonly run: () => unknown;
}

function CardButton({ label, icon: Icon, run }: CardButtonProps): JSX.Element {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={() => void run()}>
      <Icon aria-hidden="true" size={16} />
    </button>
  );
}

function Form({ editor, place, onClose }: PartProps): JSX.Element {
  const words = useEditorScope().text.writing;
  const [typed, setTyped] = useState(place.url);
  const [isRefused, setRefused] = useState(place.url !== '' && !isSafeAddress(place.url));
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    field.current?.select();
    // The browser shows no selection where the focus is not: the words that get the link stay visible.
    paint('weft-linking', [place.range]);
    return () => paint('weft-linking', []);
  }, [place.range]);

  const save = (): void => {
    const address = meantAddress(typed);
    if (address === null) {
      setRefused(true);
      return;
    }
    editor.update(() => {
      const link = place.link === null ? null : $getNodeByKey(place.link);
      const selection = $getSelection();
      if (link !== null && !($isRangeSelection(selection) && !selection.isCollapsed())) link.selectEnd();
      $setLink(address);
    });
    onClose();
  };
  return (
    <form
      className="link-form"
      aria-label={words.link}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="bar-row">
        <input
          ref={field}
          type="text"
          inputMode="url"
          aria-label={words.address}
          placeholder={words.addressHint}
          value={typed}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isRefused}
          {...(isRefused && { 'aria-describedby': id })}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setRefused(false);
          }}
        />
        <button type="submit" className="button button-primary" disabled={typed.trim() === ''}>
          {words.linkSave}
        </button>
      </div>
      {isRefused && (
        <p id={id} role="alert" className="link-refused">
          {words.addressUnsafe}
        </p>
      )}
    </form>
  );
}
