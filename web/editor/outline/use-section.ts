import type { LexicalEditor, NodeKey } from 'lexical';
import { useEffect, useState } from 'react';
import type { Heading } from './headings.ts';

/** px below the window's top at which a heading begins to be the one that one reads under. */
const LINE = 160;

/** The heading that one reads under, null above the first. */
export function useSection(editor: LexicalEditor, headings: readonly Heading[]): NodeKey | null {
  const [section, setSection] = useState<NodeKey | null>(null);
  useEffect(() => {
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const passed = headings.findLast(({ key }) => {
        const element = editor.getElementByKey(key);
        return element !== null && element.getBoundingClientRect().top < LINE;
      });
      setSection(passed?.key ?? null);
    };
    const plan = (): void => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    plan();
    // What scrolls is some element around the page: its events don't bubble.
    document.addEventListener('scroll', plan, { capture: true, passive: true });
    window.addEventListener('resize', plan);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('scroll', plan, { capture: true });
      window.removeEventListener('resize', plan);
    };
  }, [editor, headings]);
  return section;
}
