import { useEffect, useState } from 'react';
import { api } from './api.ts';

/** What a project and a document of it are called. */
export interface Titles {
  readonly project: string;
  readonly document: string;
}

/** The names for an address; where there are none (`named` false: don't ask) the address itself. The page's title follows. */
export function useTitles(project: string, document: string, named: boolean): Titles {
  const [titles, setTitles] = useState<Titles>({ project, document });

  useEffect(() => {
    if (!named) return;
    let current = true;
    void Promise.allSettled([api.project(project), api.document(project, document)]).then(([inProject, entry]) => {
      if (!current) return;
      const name = inProject.status === 'fulfilled' ? inProject.value.name : '';
      const title = entry.status === 'fulfilled' ? entry.value.title : '';
      setTitles({ project: name === '' ? project : name, document: title === '' ? document : title });
    });
    return () => {
      current = false;
    };
  }, [project, document, named]);

  useEffect(() => {
    window.document.title = `${titles.document} · Weft`;
  }, [titles.document]);
  return titles;
}
