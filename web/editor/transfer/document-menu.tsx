import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { COMMAND_PRIORITY_EDITOR, mergeRegister } from 'lexical';
import { FileDown } from 'lucide-react';
import { type ButtonHTMLAttributes, type JSX, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Dialog } from '../../components/dialog.tsx';
import { Menu } from '../../components/menu.tsx';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import { CHOOSE_IMPORT, TAKE_FILES } from './commands.ts';
import { READABLE } from './read-file.ts';
import { useExport } from './use-export.ts';
import { useImportHere } from './use-import-here.ts';

/** Opens what brings the document out as a file or onto paper, and files into it. */
export function DocumentMenu({ className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const { text, editable } = useEditorScope();
  const words = text.transfer;
  const button = useRef<HTMLButtonElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const saveAs = useExport(setTrouble);
  const take = useImportHere(setTrouble);
  const latestTake = useLatest(take);
  useEffect(
    () =>
      mergeRegister(
        editor.registerCommand(
          CHOOSE_IMPORT,
          () => {
            picker.current?.click();
            return true;
          },
          COMMAND_PRIORITY_EDITOR,
        ),
        editor.registerCommand(
          TAKE_FILES,
          ({ files: [first, ...rest], after }) => {
            const takeAll = async (): Promise<void> => {
              if (first !== undefined) await latestTake.current(first, after);
              for (const file of rest) await latestTake.current(file);
            };
            void takeAll();
            return true;
          },
          COMMAND_PRIORITY_EDITOR,
        ),
      ),
    [editor, latestTake],
  );
  const save = (kind: 'md' | 'html' | 'docx') => () => void saveAs(kind);
  const close = (): void => {
    setTrouble(null);
    button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        {...rest}
        ref={button}
        className={`icon-button ${className}`}
        aria-label={words.menu}
        title={words.menu}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <FileDown aria-hidden="true" size={16} />
      </button>
      {anchor !== null && (
        <Menu
          label={words.menu}
          anchor={anchor}
          onClose={() => {
            setAnchor(null);
            button.current?.focus();
          }}
          groups={[
            {
              label: words.saveAs,
              items: [
                { id: 'md', label: words.markdown, onSelect: save('md') },
                { id: 'html', label: words.html, onSelect: save('html') },
                { id: 'docx', label: words.word, onSelect: save('docx') },
              ],
            },
            { items: [{ id: 'print', label: words.print, onSelect: () => print() }] },
            ...(editable ? [{ items: [{ id: 'import', label: words.importHere, onSelect: () => picker.current?.click() }] }] : []),
          ]}
        />
      )}
      {editable && (
        <input
          ref={picker}
          type="file"
          accept={READABLE}
          hidden
          aria-label={words.importHere}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) void take(file);
            target.value = '';
          }}
        />
      )}
      {trouble !== null &&
        createPortal(
          <Dialog title={words.menu} close={text.common.close} onClose={close}>
            <p className="transfer-trouble" role="alert">
              {trouble}
            </p>
            <div className="transfer-actions">
              <button
                type="button"
                className="button button-primary"
                onClick={() => {
                  close();
                  if (editable) editor.focus();
                }}
              >
                {text.common.close}
              </button>
            </div>
          </Dialog>,
          document.body,
        )}
    </>
  );
}
