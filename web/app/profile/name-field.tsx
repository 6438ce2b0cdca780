import { type JSX, useId, useState } from 'react';
import { useApp } from '../app-context.ts';
import { problemText } from '../problem-text.ts';
import { LONGEST_NAME } from '../session/longest-name.ts';

/** One's name: saved when it is left or by Enter, as it was before where it is left empty. */
export function NameField(): JSX.Element {
  const { mode, me, text } = useApp();
  const { name } = me.person;
  const [typed, setTyped] = useState(name);
  const [said, setSaid] = useState<{ readonly word: string; readonly bad: boolean } | null>(null);
  const id = useId();
  const words = text.person;
  const elsewhere = mode === 'jwt' || mode === 'custom';

  const save = async (): Promise<void> => {
    const wanted = typed.trim();
    if (wanted === '' || wanted === name) {
      setTyped(name);
      return;
    }
    try {
      await me.change({ username: wanted });
      setSaid({ word: words.nameSaved, bad: false });
    } catch (error) {
      setSaid({ word: problemText(error, text), bad: true });
    }
  };
  return (
    <div className="profile-row">
      <label htmlFor={id}>{words.name}</label>
      <input
        id={id}
        value={elsewhere ? name : typed}
        maxLength={LONGEST_NAME}
        autoComplete="nickname"
        readOnly={elsewhere}
        aria-describedby={`${id}hint`}
        onChange={({ target }) => {
          setTyped(target.value);
          setSaid(null);
        }}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void save();
        }}
      />
      <small id={`${id}hint`} role="status" className={said?.bad === true ? 'fault' : undefined}>
        {said?.word ?? (elsewhere ? words.nameElsewhere : words.nameHint)}
      </small>
    </div>
  );
}
