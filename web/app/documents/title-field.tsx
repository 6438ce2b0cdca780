import { type ChangeEvent, type JSX, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';

export interface TitleFieldProps {
  readonly label: string;
  /** What it stands in while there is nothing to read. */
  readonly placeholder: string;
  readonly title: string;
  /** Take the focus, with all of it selected: the document was just made. */
  readonly fresh: boolean;
  /** Called with each letter, so that others see it come, but never with nothing. */
  readonly onRename: (title: string) => void;
  /** Enter, or down from its last line. */
  readonly onLeave: () => void;
}

/** A document's title as a heading that one types into. While it has the focus it shows what was typed, whatever others write. */
export function TitleField({ label, placeholder, title, fresh, onRename, onLeave }: TitleFieldProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? title;

  useLayoutEffect(() => {
    if (!fresh) return;
    field.current?.focus();
    field.current?.select();
  }, [fresh]);

  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>): void => {
    // A title has one line, also where several were pasted.
    const next = target.value.replace(/\s*\n\s*/g, ' ');
    setTyped(next);
    if (next.trim() !== '' && !isComposing(nativeEvent)) onRename(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, currentTarget, nativeEvent } = event;
    const atEnd = key === 'ArrowDown' && currentTarget.selectionStart === currentTarget.value.length;
    if (nativeEvent.isComposing || (key !== 'Enter' && !atEnd)) return;
    event.preventDefault();
    onLeave();
  };
  return (
    <div className="document-title-field" data-words={shown}>
      <textarea
        ref={field}
        className="document-title"
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        value={shown}
        maxLength={BOUNDS.title}
        spellCheck={false}
        onChange={onChange}
        onCompositionEnd={({ currentTarget }) => currentTarget.value.trim() !== '' && onRename(currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}

function isComposing(event: Event): boolean {
  return event instanceof InputEvent && event.isComposing;
}
