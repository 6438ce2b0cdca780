import { $isCodeNode } from '@lexical/code-core';
import { $getNearestNodeFromDOMNode, $getNodeByKey, $getSelection, HISTORY_PUSH_TAG, type LexicalEditor, type NodeKey } from 'lexical';
import { Check, Copy, SquareCode } from 'lucide-react';
import { type JSX, useEffect, useState } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import { BarButton } from './bar-item.tsx';
import { $blockAt } from './blocks-at.ts';
import { nameOfLanguage } from './code-languages.ts';
import { languageLines } from './language-lines.ts';

/** A block of code that somebody points at or writes in, and where its corner is in the container. */
interface Corner {
  readonly key: NodeKey;
  readonly language: string;
  readonly top: number;
  readonly right: number;
}

/** In the corner of the code that one points at or writes in: its language, and a button that copies it. */
export function CodeCorner({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { text, editable } = useEditorScope();
  const words = text.writing;
  const corner = useCorner(editor);
  if (corner === null) return null;
  const { key, language, top, right } = corner;
  const shown = nameOfLanguage(language) ?? words.codePlain;
  const choose = (id: string | undefined): void =>
    editor.update(
      () => {
        const code = $getNodeByKey(key);
        if ($isCodeNode(code)) code.setLanguage(id);
      },
      { tag: HISTORY_PUSH_TAG },
    );
  const menu = [{ items: languageLines(words.codePlain, language, choose) }];
  return (
    <div className="code-corner" style={{ top, right }}>
      {editable && <BarButton editor={editor} item={{ id: 'language', icon: SquareCode, label: words.codeLanguage(shown), shown, menu }} />}
      <CopyButton key={key} editor={editor} code={key} />
    </div>
  );
}

function CopyButton({ editor, code }: { readonly editor: LexicalEditor; readonly code: NodeKey }): JSX.Element {
  const { text, announce } = useEditorScope();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const content = editor.read('latest', () => $getNodeByKey(code)?.getTextContent() ?? '');
    try {
      await navigator.clipboard.writeText(content);
      setCopied(true);
      announce(text.writing.codeCopied);
    } catch {
      // The browser doesn't let the page: one can still do it by hand.
      announce(text.writing.codeNotCopied);
    }
  };
  const Icon = isCopied ? Check : Copy;
  const label = text.writing.codeCopy;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void copy()}
    >
      <Icon aria-hidden="true" size={16} />
    </button>
  );
}

function useCorner(editor: LexicalEditor): Corner | null {
  const { container } = useEditorScope();
  const [corner, setCorner] = useState<Corner | null>(null);
  useEffect(() => {
    let pointed: Element | null = null;
    const look = (): void => {
      const found = editor.read('latest', () => {
        const selection = $getSelection();
        const node = pointed?.isConnected === true ? $getNearestNodeFromDOMNode(pointed) : (selection?.getNodes()[0] ?? null);
        const code = node === null ? null : $blockAt(node);
        return $isCodeNode(code) ? { key: code.getKey(), language: code.getLanguage() ?? '' } : null;
      });
      // Nothing is measured where there is no code: it would lay the page out anew with each change, also of others.
      if (found === null) return setCorner(null);
      const place = editor.getElementByKey(found.key)?.getBoundingClientRect();
      const around = container.current?.getBoundingClientRect();
      const next =
        place === undefined || around === undefined ? null : { ...found, top: place.top - around.top, right: around.right - place.right };
      setCorner((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    };
    const onOver = ({ target }: PointerEvent): void => {
      // Its own corner lies over the code.
      if (!(target instanceof Element) || target.closest('.code-corner, [role=menu]') !== null) return;
      const code = target.closest('.editor-text .code-block');
      if (code === pointed) return;
      pointed = code;
      look();
    };
    document.addEventListener('pointerover', onOver);
    const stop = editor.registerUpdateListener(look);
    look();
    return () => {
      document.removeEventListener('pointerover', onOver);
      stop();
    };
  }, [editor, container]);
  return corner;
}
