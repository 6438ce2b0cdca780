import { type JSX, type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { Avatar } from '../avatar.tsx';
import { shownPerson } from '../shown-person.ts';
import { useCommentsContext } from './comments-context.ts';
import { mentionBeingTyped, withMentions } from './mention-names.ts';

/** How many people are offered at an `@`. */
const OFFERED = 5;

export interface CommentFieldProps {
  readonly label: string;
  /** What the button is called that sends it. */
  readonly send: string;
  /** What it begins with. */
  readonly initial?: string;
  /** What was written, with its mentions; never empty, nor longer than a comment may be. */
  readonly onSend: (text: string) => void;
  /** Called with all that is in the field, after each change. */
  readonly onTyped?: (text: string) => void;
  /** It was left or given up; without it there is nothing to leave. */
  readonly onCancel?: () => void;
}

/** Where a comment is written: `@` offers people, Ctrl+Enter sends, Escape leaves it. */
export function CommentField({ label, send, initial = '', onSend, onTyped, onCancel }: CommentFieldProps): JSX.Element {
  const { text, people, tell } = useCommentsContext();
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState(initial);
  const [asked, setAsked] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const offered = useMemo(() => {
    if (asked === null) return [];
    const wanted = asked.toLocaleLowerCase();
    return [...people.values()].filter(({ username }) => username.toLocaleLowerCase().includes(wanted)).slice(0, OFFERED);
  }, [asked, people]);

  const take = (value: string, caret: number): void => {
    setTyped(value);
    onTyped?.(value);
    setAsked(mentionBeingTyped(value, caret));
    setActive(0);
  };
  const insert = (name: string): void => {
    const element = field.current;
    if (element === null || asked === null) return;
    const caret = element.selectionStart;
    element.setRangeText(`${name} `, caret - asked.length, caret, 'end');
    element.focus();
    take(element.value, 0);
  };
  const submit = (): void => {
    const said = typed.trim();
    if (said === '') return;
    const whole = withMentions(said, people.values());
    // A mention takes more room than it shows.
    if (whole.length > BOUNDS.comment) return tell(text.commentTooLong);
    onSend(whole);
    take('', 0);
  };
  // Escape may be pressed by mistake: it leaves the field, and what was written is there when it opens again.
  const cancel = (): void => {
    take('', 0);
    onCancel?.();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const offer = offered[active];
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    else if (offer !== undefined && (event.key === 'Enter' || event.key === 'Tab')) insert(offer.username);
    else if (offer !== undefined && event.key === 'ArrowDown') setActive((active + 1) % offered.length);
    else if (offer !== undefined && event.key === 'ArrowUp') setActive((active + offered.length - 1) % offered.length);
    else if (offer !== undefined && event.key === 'Escape') setAsked(null);
    else if (onCancel !== undefined && event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="weft-comment-field">
      <textarea
        ref={field}
        className="weft-field"
        aria-label={label}
        placeholder={label}
        aria-describedby={`${id}hint`}
        aria-autocomplete="list"
        aria-controls={offered.length === 0 ? undefined : `${id}list`}
        aria-activedescendant={offered.length === 0 ? undefined : `${id}${active}`}
        maxLength={BOUNDS.comment}
        rows={2}
        value={typed}
        onChange={({ target }) => take(target.value, target.selectionStart)}
        onKeyDown={onKeyDown}
        onBlur={() => setAsked(null)}
      />
      {offered.length > 0 && (
        <div id={`${id}list`} role="listbox" aria-label={text.mention} className="weft-offers">
          {offered.map(({ user_id, username }, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
            <div
              key={user_id}
              id={`${id}${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              data-active={at === active || undefined}
              className="weft-menu-item"
              // Else the field loses the focus first, and with it what was asked for.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => insert(username)}
            >
              <Avatar size="small" {...shownPerson(people, user_id, text)} />
              <span className="weft-menu-name">{username}</span>
            </div>
          ))}
        </div>
      )}
      <div className="weft-comment-row">
        <small id={`${id}hint`}>{text.commentHint}</small>
        {onCancel !== undefined && (
          <button type="button" className="weft-button" onClick={cancel}>
            {text.cancel}
          </button>
        )}
        <button type="button" className="weft-button" disabled={typed.trim() === ''} onClick={submit}>
          {send}
        </button>
      </div>
    </div>
  );
}
