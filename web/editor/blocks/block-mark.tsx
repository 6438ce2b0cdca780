import type { LexicalEditor, NodeKey } from 'lexical';
import { type JSX, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useEditorScope } from '../editor-scope.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface BlockMarkProps {
  readonly editor: LexicalEditor;
  readonly keys: readonly NodeKey[];
}

/** Shows which blocks a menu is about, or which are dragged. */
export function BlockMark({ editor, keys }: BlockMarkProps): JSX.Element | null {
  const { container } = useEditorScope();
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const around = container.current?.getBoundingClientRect();
      const elements = keys.flatMap((key) => editor.getElementByKey(key) ?? []);
      const boxes = elements.map((element) => element.getBoundingClientRect());
      if (around === undefined || boxes.length === 0) return setBox(null);
      // With the numbers or bullets of items.
      const left = Math.min(...elements.map((element) => (element.closest('li')?.parentElement ?? element).getBoundingClientRect().left));
      const top = Math.min(...boxes.map((one) => one.top));
      const right = Math.max(...boxes.map((one) => one.right));
      const bottom = Math.max(...boxes.map((one) => one.bottom));
      setBox({ left: left - around.left, top: top - around.top, width: right - left, height: bottom - top });
    };
    measure();
    // Before it is painted.
    const sizes = new ResizeObserver(() => flushSync(measure));
    if (container.current !== null) sizes.observe(container.current);
    const stop = editor.registerUpdateListener(measure);
    return () => {
      sizes.disconnect();
      stop();
    };
  }, [editor, container, keys]);
  return box === null ? null : <div className="block-mark" style={box} />;
}
