import type { JSX } from 'react';
import { useApp } from '../app-context.ts';
import type { ProjectPageProps } from '../pages.tsx';

export default function ActivityPage({ project }: ProjectPageProps): JSX.Element {
  const { text } = useApp();
  return (
    <h2>
      {text.activity.title} {project}
    </h2>
  );
}
