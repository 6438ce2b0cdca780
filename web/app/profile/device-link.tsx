import { type JSX, useId, useRef, useState } from 'react';
import type { Recovery } from '../../client/api.ts';
import { ROUTES } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { copyText } from '../browser/copy-text.ts';
import { useAttempt } from '../use-attempt.ts';

/** A link that carries the account to another device: good once. */
export function DeviceLink(): JSX.Element {
  const { text, language } = useApp();
  const [made, setMade] = useState<Recovery | null>(null);
  const [said, setSaid] = useState('');
  const { busy, fault, run } = useAttempt();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const words = text.person;

  const make = (): void => run(async () => setMade(await api.recovery()));
  const copy = async (link: string): Promise<void> => {
    const copied = await copyText(link);
    setSaid(copied ? words.copied : words.copyByHand);
    if (!copied) field.current?.select();
  };
  const link = made === null ? '' : `${location.origin}${ROUTES.recover}#${made.secret}`;
  return (
    <section className="profile-row" aria-labelledby={`${id}title`}>
      <h3 id={`${id}title`}>{words.device}</h3>
      {made === null ? (
        <>
          <small>{words.deviceHint}</small>
          <button type="button" className="button" disabled={busy} onClick={make}>
            {words.makeLink}
          </button>
        </>
      ) : (
        <>
          <div className="profile-link">
            {/* biome-ignore lint/a11y/noAutofocus: the button that had the focus has made room for it. */}
            <input ref={field} autoFocus readOnly aria-label={words.link} value={link} onFocus={({ target }) => target.select()} />
            <button type="button" className="button" onClick={() => void copy(link)}>
              {words.copyLink}
            </button>
          </div>
          <small>{words.goodUntil(timeOf(made.expires_at, language))}</small>
        </>
      )}
      <small role="status">{fault === '' ? said : fault}</small>
    </section>
  );
}

function timeOf(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}
