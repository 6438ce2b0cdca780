import { type JSX, useId } from 'react';

/** One of the words. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Of the label, where it isn't the page's. */
  readonly lang?: string;
}

export interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
  readonly hint?: string;
}

/** A few words side by side of which one is so. */
export function Choices<T extends string>({ label, choices, chosen, onChoose, hint }: ChoicesProps<T>): JSX.Element {
  const name = useId();
  return (
    <fieldset className="profile-row" aria-describedby={hint === undefined ? undefined : `${name}hint`}>
      <legend>{label}</legend>
      <div className="choices">
        {choices.map(({ value, label: word, lang }) => (
          <label key={value} className="choice" lang={lang}>
            <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
      {hint !== undefined && <small id={`${name}hint`}>{hint}</small>}
    </fieldset>
  );
}
