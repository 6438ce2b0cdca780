import { $getNearestNodeFromDOMNode, $getNodeByKey, HISTORY_PUSH_TAG, type LexicalEditor, type NodeKey } from 'lexical';
import { type JSX, useEffect, useState } from 'react';
import { $isCalloutNode } from '../../../shared/lexical/callout.ts';
import { CALLOUT_KINDS, type CalloutKind } from '../../../shared/model/callouts.ts';
import { Menu } from '../../components/menu.tsx';
import { useEditorScope } from '../editor-scope.ts';
import { returnToText } from './return-to-text.ts';

/** px from a callout's left edge that its icon takes: the style sheet's. */
const ICON = 44;

interface Clicked {
  readonly key: NodeKey;
  readonly kind: CalloutKind;
  readonly element: Element;
}

/** The kinds of a callout, by a click on its icon; for the keyboard the toolbar has them. */
export function CalloutMenu({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const words = useEditorScope().text.writing;
  const [clicked, setClicked] = useState<Clicked | null>(null);
  useEffect(() => {
    const onClick = ({ target, clientX }: MouseEvent): void => {
      if (!editor.isEditable() || !(target instanceof Element) || !target.matches('.callout')) return;
      const { left } = target.getBoundingClientRect();
      if (clientX - left > ICON) return;
      const found = editor.read('latest', () => {
        const node = $getNearestNodeFromDOMNode(target);
        return $isCalloutNode(node) ? { key: node.getKey(), kind: node.getKind(), element: target } : null;
      });
      setClicked(found);
    };
    const stop = editor.registerRootListener((root, before) => {
      before?.removeEventListener('click', onClick);
      root?.addEventListener('click', onClick);
    });
    return () => {
      stop();
      editor.getRootElement()?.removeEventListener('click', onClick);
    };
  }, [editor]);
  if (clicked === null) return null;
  const choose = (kind: CalloutKind): void =>
    editor.update(
      () => {
        const node = $getNodeByKey(clicked.key);
        if ($isCalloutNode(node)) node.setKind(kind);
      },
      { tag: HISTORY_PUSH_TAG },
    );
  const items = CALLOUT_KINDS.map((kind) => ({
    id: kind,
    label: words.calloutKinds[kind],
    checked: kind === clicked.kind,
    onSelect: () => choose(kind),
  }));
  const onClose = (): void => {
    setClicked(null);
    returnToText(editor);
  };
  return <Menu label={words.calloutKind} groups={[{ items }]} anchor={clicked.element} onClose={onClose} />;
}
