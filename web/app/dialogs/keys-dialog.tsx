import type { JSX } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
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
      {here.page === 'document' && <Keys title={text.writing.keysTitle} rows={documentRows(text)} />}
      {mode !== 'open' && <Keys title={words.inbox} rows={rowsOf(words.inboxList)} />}
      <p className="keys-note">{words.note}</p>
    </Dialog>
  );
}

function documentRows({ writing, insert, blocks }: Dictionary): readonly Row[] {
  const { formats, keys } = writing;
  return [
    { keys: ['/'], does: keys.insert },
    { keys: ['@'], does: insert.mentions },
    { keys: ['Ctrl', 'B'], does: formats.bold },
    { keys: ['Ctrl', 'I'], does: formats.italic },
    { keys: ['Ctrl', 'U'], does: formats.underline },
    { keys: ['Ctrl', 'Shift', 'S'], does: formats.strikethrough },
    { keys: ['Ctrl', 'E'], does: formats.code },
    { keys: ['Ctrl', 'K'], does: formats.link },
    { keys: ['Ctrl', '\\'], does: formats.clear },
    { keys: ['Ctrl', 'Alt', '0'], does: keys.plain },
    { keys: ['Ctrl', 'Alt', '1–6'], does: keys.headings },
    { keys: ['Ctrl', 'Shift', '7–9'], does: keys.lists },
    { keys: ['Ctrl', '↵'], does: keys.leaveCode },
    { keys: ['Alt', 'Shift', '↑ ↓'], does: blocks.keys.move },
    { keys: ['Ctrl', 'Alt', 'B'], does: blocks.keys.menu },
    { keys: ['Alt', 'F10'], does: keys.toolbar },
    { keys: ['Esc'], does: keys.toText },
  ];
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
