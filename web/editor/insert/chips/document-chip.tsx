import { FileText } from 'lucide-react';
import type { JSX } from 'react';
import type { MentionValue } from '../../../../shared/lexical/mention.ts';
import { useDocument } from '../../../hooks/use-documents.ts';
import { useProject } from '../../../hooks/use-project.ts';
import { useEditorScope } from '../../editor-scope.ts';
import { ChipLink, GoneChip, Signed } from './chip-link.tsx';

/** A document by the title that it has now. One in the bin can be read still: its link stays. */
export function DocumentChip({ target, label }: MentionValue): JSX.Element {
  const { project, text } = useEditorScope();
  const entry = useDocument(project, target);
  const { ready } = useProject(project);
  if (entry === null && ready) return <GoneChip label={label} />;
  const title = entry === null ? label : entry.title || text.documents.untitled;
  const binned = entry !== null && entry.deleted_at !== null;
  return (
    <ChipLink kind="document" target={target} label={binned ? text.insert.deleted(title) : text.insert.document(title)} faint={binned}>
      <Signed sign={<FileText size={14} className="chip-shape" />} words={title} />
    </ChipLink>
  );
}
