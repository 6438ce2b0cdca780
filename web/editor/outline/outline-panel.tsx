import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { $getNodeByKey, $isElementNode } from 'lexical';
import { type CSSProperties, type JSX, useEffect, useState } from 'react';
import { DocumentLength } from '../count/document-length.tsx';
import { useEditorScope } from '../editor-scope.ts';
import { SidePanel } from '../side-panel.tsx';
import { type Heading, watchHeadings } from './headings.ts';
import { useSection } from './use-section.ts';

/** The headings of the document, to be gone to, and how long it is. */
export function OutlinePanel(): JSX.Element {
  const { text, editable, announce, showPanel, container } = useEditorScope();
  const words = text.find;
  const [editor] = useLexicalComposerContext();
  const [headings, setHeadings] = useState<readonly Heading[]>([]);
  useEffect(() => watchHeadings(editor, setHeadings), [editor]);
  const section = useSection(editor, headings);
  const top = Math.min(...headings.map(({ level }) => level));

  const go = ({ key, words: title }: Heading, panel: Element | null): void => {
    const covers = panel !== null && getComputedStyle(panel).position === 'fixed';
    if (covers) showPanel(null);
    // A panel that goes gives the focus back to what had it before: this comes after.
    setTimeout(() => {
      editor.getElementByKey(key)?.scrollIntoView({ block: 'start' });
      announce(words.section(title === '' ? words.untitled : title));
      if (!editable) return;
      container.current?.querySelector<HTMLElement>('.editor-text')?.focus({ preventScroll: true });
      editor.update(() => {
        const heading = $getNodeByKey(key);
        if ($isElementNode(heading)) heading.selectEnd();
      });
    }, 0);
  };
  return (
    <SidePanel title={words.outline}>
      {headings.length === 0 && <p className="outline-empty">{editable ? words.outlineEmpty : words.outlineEmptyToRead}</p>}
      <nav aria-label={words.outline}>
        <ol className="outline">
          {headings.map((heading) => (
            <li key={heading.key} style={{ '--depth': heading.level - top } as CSSProperties}>
              <button
                type="button"
                className="outline-heading"
                aria-current={heading.key === section ? 'location' : undefined}
                onClick={({ currentTarget }) => go(heading, currentTarget.closest('.side-panel'))}
              >
                {heading.words === '' ? words.untitled : heading.words}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <DocumentLength />
    </SidePanel>
  );
}
