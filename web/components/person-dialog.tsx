import { type JSX, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import type { Dictionary } from '../i18n/dictionary.ts';
import { isLanguage, LANGUAGES, type Language } from '../i18n/languages.ts';

/** Characters. A longer name would cover the text that its label stands beside. */
const LONGEST_NAME = 40;

export interface PersonDialogProps {
  readonly open: boolean;
  readonly name: string;
  readonly language: Language;
  readonly text: Dictionary['person'];
  /** Called as one types; never with an empty name. */
  readonly onName: (name: string) => void;
  readonly onLanguage: (language: Language) => void;
  readonly onClose: () => void;
}

/** Who am I, and in which language: what this browser remembers about its person. */
export function PersonDialog({ open, name, language, text, onName, onLanguage, onClose }: PersonDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id={`${id}-title`}>{text.title}</h2>
        <label className="field">
          <span>{text.name}</span>
          <input
            defaultValue={name}
            maxLength={LONGEST_NAME}
            autoComplete="nickname"
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              const typed = event.target.value.trim();
              if (typed !== '') onName(typed);
            }}
          />
          <small id={`${id}-hint`}>{text.nameHint}</small>
        </label>
        <label className="field">
          <span>{text.language}</span>
          <select value={language} onChange={({ target }) => isLanguage(target.value) && onLanguage(target.value)}>
            {Object.entries(LANGUAGES).map(([tag, { name: ownName }]) => (
              <option key={tag} value={tag} lang={tag}>
                {ownName}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button button-primary">
          {text.done}
        </button>
      </form>
    </dialog>
  );
}
