import { ArrowDown, ArrowUp, CaseSensitive, ChevronRight, WholeWord, X } from 'lucide-react';
import { type FormEvent, type JSX, type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { FindText } from '../../i18n/find.ts';
import { useEditorScope } from '../editor-scope.ts';
import type { Found } from './find-session.ts';
import { useFind, useSelectedWords } from './use-find.ts';

/** Finds words in the text, and puts others in their place for those who may write. Escape closes it and selects what one is at. */
export function FindBar(): JSX.Element {
  const { text, editable, announce, showFind, container } = useEditorScope();
  const words = text.find;
  const selected = useSelectedWords();
  const [typed, setTyped] = useState(selected);
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(false);
  const [replacing, setReplacing] = useState(false);
  const [replacement, setReplacement] = useState('');
  const wanted = useMemo(() => ({ words: typed, matchCase, wholeWord }), [typed, matchCase, wholeWord]);
  const { found, session } = useFind(wanted);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const close = (): void => {
    showFind(false);
    container.current?.querySelector<HTMLElement>('.editor-text')?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'F3') session?.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && event.shiftKey && event.target === field.current) session?.step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFind = (event: FormEvent): void => {
    event.preventDefault();
    session?.step(1);
  };
  const onReplace = (event: FormEvent): void => {
    event.preventDefault();
    if (found.count === 0) announce(words.none);
    else if (session !== null) announce(session.replace(replacement) ? words.replaced(1) : words.notThere);
  };
  return (
    <search className="find-bar" aria-label={words.title} onKeyDown={onKeyDown}>
      <form className="find-row" onSubmit={onFind}>
        {editable && (
          <button
            type="button"
            className="icon-button find-more"
            aria-label={words.showReplace}
            title={words.showReplace}
            aria-expanded={replacing}
            aria-controls={id}
            onClick={() => setReplacing(!replacing)}
          >
            <ChevronRight aria-hidden="true" size={16} />
          </button>
        )}
        <input
          ref={field}
          type="text"
          aria-label={words.words}
          placeholder={words.words}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
        <Choice label={words.matchCase} pressed={matchCase} onPress={setMatchCase}>
          <CaseSensitive aria-hidden="true" size={16} />
        </Choice>
        <Choice label={words.wholeWord} pressed={wholeWord} onPress={setWholeWord}>
          <WholeWord aria-hidden="true" size={16} />
        </Choice>
        <Place found={found} asked={typed !== ''} words={words} />
        <button type="button" className="icon-button" aria-label={words.previous} title={words.previous} onClick={() => session?.step(-1)}>
          <ArrowUp aria-hidden="true" size={16} />
        </button>
        <button type="submit" className="icon-button" aria-label={words.next} title={words.next}>
          <ArrowDown aria-hidden="true" size={16} />
        </button>
        <button type="button" className="icon-button" aria-label={words.close} title={words.close} onClick={close}>
          <X aria-hidden="true" size={16} />
        </button>
      </form>
      {editable && replacing && (
        <form id={id} className="find-row find-replace" onSubmit={onReplace}>
          <input
            type="text"
            aria-label={words.replacement}
            placeholder={words.replacement}
            value={replacement}
            autoComplete="off"
            onChange={({ target }) => setReplacement(target.value)}
          />
          <button type="submit" className="button">
            {words.replace}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => session !== null && announce(words.replaced(session.replaceAll(replacement)))}
          >
            {words.replaceAll}
          </button>
        </form>
      )}
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly pressed: boolean;
  readonly onPress: (pressed: boolean) => void;
  readonly children: ReactNode;
}

function Choice({ label, pressed, onPress, children }: ChoiceProps): JSX.Element {
  return (
    <button
      type="button"
      className="icon-button find-choice"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={() => onPress(!pressed)}
    >
      {children}
    </button>
  );
}

function Place({ found, asked, words }: { readonly found: Found; readonly asked: boolean; readonly words: FindText }): JSX.Element {
  const said = found.count === 0 ? words.none : words.place(found.at + 1, found.count, found.more);
  return (
    <output className="find-place" data-none={found.count === 0 ? '' : undefined}>
      {asked ? said : ''}
    </output>
  );
}
