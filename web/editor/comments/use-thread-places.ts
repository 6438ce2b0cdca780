import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { useEffect, useState } from 'react';
import type { Anchor } from '../../../shared/model/records.ts';
import type { DocumentThread, DocumentThreads } from '../../hooks/use-document-threads.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import type { InPlace } from './comments-scope.ts';
import { type ThreadPlace, ThreadPlaces } from './thread-places.ts';

const NOWHERE: readonly ThreadPlace[] = Object.freeze([]);

export interface ThreadPlacesUse {
  readonly threads: DocumentThreads | null;
  readonly list: readonly DocumentThread[];
  readonly active: string | null;
  readonly inPlace: InPlace | null;
}

/** Where threads are in the editor's text, kept up to date and painted; nothing until the editor is bound. */
export function useThreadPlaces({ threads, list, active, inPlace }: ThreadPlacesUse): {
  readonly finder: ThreadPlaces | null;
  readonly places: readonly ThreadPlace[];
} {
  const { binding } = useEditorScope();
  const [editor] = useLexicalComposerContext();
  const [finder, setFinder] = useState<ThreadPlaces | null>(null);
  const [places, setPlaces] = useState(NOWHERE);
  const latest = useLatest(threads);

  useEffect(() => {
    if (binding === null) return;
    const onMoved = (id: string, anchor: Anchor): void => latest.current?.actions.move(id, anchor);
    const made = new ThreadPlaces({ editor, binding, onPlaces: setPlaces, onMoved });
    setFinder(made);
    return () => {
      made.stop();
      setFinder(null);
      setPlaces(NOWHERE);
    };
  }, [editor, binding, latest]);

  useEffect(() => {
    const opened = inPlace?.kind === 'threads' ? inPlace.ids : [];
    finder?.show({
      threads: list,
      active: active === null ? opened : [...opened, active],
      writing: inPlace?.kind === 'new' ? inPlace.anchor : null,
    });
  }, [finder, list, active, inPlace]);

  return { finder, places };
}
