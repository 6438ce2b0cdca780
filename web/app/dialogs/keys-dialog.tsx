import type { JSX } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useApp } from '../app-context.ts';
import { type Here, PROJECT_PAGES } from '../frame/use-here.ts';
import { GO_KEYS } from '../keys/app-keys.ts';
import { KeyCaps } from '../keys/key-caps.tsx';
import { SEARCH_KEYS } from '../keys/search-keys.ts';

interface Row {
  readonly keys: readonly string[];
  readonly does: string;
  /** Between keys that are pressed one after the other. */
  readonly between?: string;
}

/** Lists the keys of this page. */
export function KeysDialog({ here }: { readonly here: Here }): JSX.Element {
  const { mode, text, close } = useApp();
  const words = text.commands.keys;
  const going = [...(here.project === null ? [] : PROJECT_PAGES), ...(mode === 'open' ? [] : (['inbox'] as const))];
  const everywhere: readonly Row[] = [
    { keys: SEARCH_KEYS.shown.split(/(?<=⌘)|\s/), does: words.search },
    ...going.map((name): Row => ({ keys: ['G', GO_KEYS[name]], does: words.go[name], between: words.between })),
    { keys: ['?'], does: words.list },
  ];
  return (
    <Dialog title={words.title} close={text.common.close} onClose={close} className="keys-dialog">
      <Keys title={words.everywhere} rows={everywhere} />
      {here.page === 'board' && <Keys title={words.board} rows={rowsOf(text.board.keys.list).filter(({ keys }) => keys[0] !== '?')} />}
      {mode !== 'open' && <Keys title={words.inbox} rows={rowsOf(words.inboxList)} />}
      <p className="keys-note">{words.note}</p>
    </Dialog>
  );
}

function rowsOf(list: readonly (readonly [keys: readonly string[], does: string])[]): readonly Row[] {
  return list.map(([keys, does]) => ({ keys, does }));
}

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): JSX.Element {
  return (
    <section className="keys-part">
      <h3>{title}</h3>
      <dl>
        {rows.map(({ keys, does, between }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              <KeyCaps keys={keys} {...(between !== undefined && { between })} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
