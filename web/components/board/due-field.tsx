import { type JSX, useState } from 'react';

export interface DueFieldProps {
  readonly id: string;
  readonly disabled: boolean;
  /** YYYY-MM-DD, or null for none. */
  readonly due: string | null;
  readonly onDue: (due: string | null) => void;
}

/** A year that is being typed passes through 0002, 0020 and 0203: no card is due then. */
const FIRST_YEAR = '1000';

/** The day by which a card is to be done. */
export function DueField({ id, disabled, due, onDue }: DueFieldProps): JSX.Element {
  /** What the field holds while its year is still being typed. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      id={id}
      className="weft-field"
      data-field="due"
      type="date"
      max="9999-12-31"
      disabled={disabled}
      value={typed ?? due ?? ''}
      onChange={({ target: { value } }) => {
        const isWhole = value === '' || value >= FIRST_YEAR;
        setTyped(isWhole ? null : value);
        if (isWhole) onDue(value === '' ? null : value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
