import { readTree } from '../../../shared/lexical/tree.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { useDocument } from '../../hooks/use-documents.ts';
import { useFiles } from '../../hooks/use-files.ts';
import { useEditorScope } from '../editor-scope.ts';
import { type ExportKind, exportDocument, exportName } from './export-document.ts';
import { saveFile } from './save-file.ts';

/**
 * What saves this document as a file: it is in this browser, so a connection isn't needed.
 * @param onTrouble told in words where it failed
 */
export function useExport(onTrouble: (words: string) => void): (kind: ExportKind) => Promise<void> {
  const { project, document, room, text, language, announce } = useEditorScope();
  const words = text.transfer;
  const title = useDocument(project, document)?.title ?? document;
  const { address } = useFiles(project);
  return async (kind) => {
    announce(words.preparing);
    try {
      const tree = readTree(room.doc, LIMITS.typeDepth);
      const file = await exportDocument(kind, { title, tree, language, fileAddress: address });
      const name = exportName(title, kind);
      saveFile(file, name);
      announce(words.saved(name));
    } catch (error) {
      reportError(error);
      onTrouble(words.failed);
    }
  };
}
