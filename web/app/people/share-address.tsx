import { type JSX, useState } from 'react';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { copyText } from '../browser/copy-text.ts';
import { CopyField } from './copy-field.tsx';

/** Where the server knows no users, the address is all that people need. */
export function ShareAddress({ project }: { readonly project: string }): JSX.Element {
  const { share } = useApp().text.people;
  const [said, setSaid] = useState<'copied' | 'by-hand' | null>(null);
  const address = location.origin + addressOf.board(project);
  const copy = async (): Promise<void> => setSaid((await copyText(address)) ? 'copied' : 'by-hand');
  return (
    <div className="invite-form">
      <p>{share.anybody}</p>
      <button type="button" className="button button-primary" onClick={copy}>
        {share.copyAddress}
      </button>
      <p role="status" className="invite-said">
        {said === 'copied' && share.copiedAddress}
        {said === 'by-hand' && share.byHand}
      </p>
      {said === 'by-hand' && <CopyField label={share.address} value={address} />}
    </div>
  );
}
