import { type JSX, type TextareaHTMLAttributes, useLayoutEffect, useRef } from 'react';
import { mapOffset, rebase } from './text-rebase.ts';

export interface SharedFieldProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'defaultValue' | 'onChange'> {
  /** The text as it is for everyone. */
  readonly value: string;
  /** Called with each change made here. */
  readonly onText: (text: string) => void;
}

/**
 * A field that several people type in at once: what others write comes in around one's own caret. One that is `required` takes nothing for no
 * answer: emptied, it waits for other words, and has the old ones back when it is left.
 */
export function SharedField({ value, onText, required = false, ...rest }: SharedFieldProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  /** The text of everyone as the field last showed it. */
  const base = useRef(value);
  const composing = useRef(false);

  useLayoutEffect(() => {
    const element = field.current;
    // An input method loses what it is composing when its field changes: others' words wait until it is done.
    if (element === null || composing.current || base.current === value) return;
    const before = element.value;
    const [start, end] = [element.selectionStart, element.selectionEnd];
    base.current = value;
    if (before === value) return;
    element.value = value;
    if (document.activeElement === element) element.setSelectionRange(mapOffset(before, value, start), mapOffset(before, value, end));
  }, [value]);

  const take = (): void => {
    const element = field.current;
    if (element === null || composing.current) return;
    const text = rebase(base.current, element.value, value);
    if (required && text.trim() === '') return;
    if (text !== element.value) {
      const caret = mapOffset(element.value, text, element.selectionStart);
      element.value = text;
      element.setSelectionRange(caret, caret);
    }
    base.current = text;
    onText(text);
  };
  return (
    <textarea
      {...rest}
      ref={field}
      required={required}
      defaultValue={value}
      onChange={take}
      onBlur={({ currentTarget }) => {
        if (required && currentTarget.value.trim() === '') currentTarget.value = base.current;
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={() => {
        composing.current = false;
        take();
      }}
    />
  );
}
