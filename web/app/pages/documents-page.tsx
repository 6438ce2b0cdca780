import type { JSX } from 'react';
import { useApp } from '../app-context.ts';
import type { ProjectPageProps } from '../pages.tsx';

export default function DocumentsPage({ project }: ProjectPageProps): JSX.Element {
  const { text } = useApp();
  return (
    <h2>
      {text.documents.title} {project}
    </h2>
  );
}
