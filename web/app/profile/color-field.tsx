import { type CSSProperties, type JSX, useId, useState } from 'react';
import { colorOfHue, hueOf } from '../../hooks/use-presence.ts';
import { useApp } from '../app-context.ts';
import { problemText } from '../problem-text.ts';

/** Degrees between two of the colours. */
const STEP = 30;

/** One's colour: twelve hues, one's own among them. */
export function ColorField(): JSX.Element {
  const { me, text } = useApp();
  const { id: user, color } = me.person;
  const own = hueOf(user, color);
  const [wanted, setWanted] = useState<number | null>(null);
  const [fault, setFault] = useState('');
  const name = useId();
  const words = text.person;
  // Who chose none has a hue in steps of 15: the row begins where that is in it.
  const hues = words.hues.map((label, index) => ({ hue: (own % STEP) + index * STEP, label }));

  const choose = async (hue: number): Promise<void> => {
    setWanted(hue);
    setFault('');
    try {
      await me.change({ color: colorOfHue(hue) });
    } catch (error) {
      setFault(problemText(error, text));
    } finally {
      setWanted(null);
    }
  };
  return (
    <fieldset className="profile-row" aria-describedby={`${name}hint`}>
      <legend>{words.color}</legend>
      <div className="hues">
        {hues.map(({ hue, label }) => (
          <label key={hue} className="hue" title={label} style={{ '--hue': hue } as CSSProperties}>
            <input
              type="radio"
              name={name}
              value={hue}
              aria-label={label}
              checked={hue === (wanted ?? own)}
              onChange={() => void choose(hue)}
            />
          </label>
        ))}
      </div>
      <small id={`${name}hint`} role="status" className={fault === '' ? undefined : 'fault'}>
        {fault === '' ? words.colorHint : fault}
      </small>
    </fieldset>
  );
}
