import { type JSX, useId } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import { useLength } from './use-length.ts';

/** How long the document is, or what of it is selected. */
export function DocumentLength(): JSX.Element {
  const words = useEditorScope().text.find;
  const { count, minutes, selected } = useLength();
  const id = useId();
  const rows = [
    [words.wordCount, words.number(count.words)],
    [words.characters, words.number(count.characters)],
    [words.solid, words.number(count.solid)],
    [words.reading, words.minutes(minutes)],
  ] as const;
  return (
    <section className="document-length" aria-labelledby={id}>
      <h3 id={id}>{selected ? words.lengthOfSelection : words.length}</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
