import { type JSX, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { SharedField } from '../../components/board/shared-field.tsx';

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

/** A document's title as a heading that one types into, and others at the same time. */
export function TitleField({ label, placeholder, title, fresh, onRename, onLeave }: TitleFieldProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (!fresh) return;
    const field = box.current?.querySelector('textarea');
    field?.focus();
    field?.select();
  }, [fresh]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, currentTarget, nativeEvent } = event;
    const atEnd = key === 'ArrowDown' && currentTarget.selectionStart === currentTarget.value.length;
    if (nativeEvent.isComposing || (key !== 'Enter' && !atEnd)) return;
    event.preventDefault();
    onLeave();
  };
  return (
    <div ref={box} className="document-title-field" data-words={title}>
      <SharedField
        className="document-title"
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        value={title}
        required
        maxLength={BOUNDS.title}
        spellCheck={false}
        // A title has one line, also where several were pasted.
        onText={(text) => onRename(text.replace(/\s*\n\s*/g, ' '))}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
