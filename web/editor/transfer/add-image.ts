import { fileTrouble, type ProjectFiles } from '../../hooks/use-files.ts';
import { drawnImage } from '../images/drawn-image.ts';
import type { AddImage } from './read-docx.ts';
import { UnreadableFile } from './unreadable-file.ts';

/**
 * Keeps a file's images in the project. One that the server won't take is left out.
 * @returns what rejects with UnreadableFile where no image at all can be added now, so that nothing is imported by halves
 */
export function addImageTo(files: ProjectFiles, signal: AbortSignal): AddImage {
  return async (image) => {
    try {
      const drawn = await drawnImage(new File([image], 'image', { type: image.type }));
      const { file_id: file, width, height } = await files.add(drawn, signal);
      return { file, width, height };
    } catch (error) {
      const trouble = fileTrouble(error);
      if (trouble === 'away') throw new UnreadableFile('offline', error);
      if (trouble === 'role') throw new UnreadableFile('role', error);
      return null;
    }
  };
}
