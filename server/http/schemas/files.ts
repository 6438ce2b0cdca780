import { z } from 'zod';
import { FILE_TYPES, isFileId } from '../../../shared/files.ts';
import { ProjectPath } from './common.ts';
import { named } from './named.ts';

export const StoredFile = named(
  'File',
  z.object({
    file_id: z.string().describe('SHA-256 of its bytes as they are kept, in hex: the same bytes are the same file.'),
    type: z.enum(FILE_TYPES).describe('As its first bytes tell it.'),
    size: z.number().int().describe('Bytes.'),
    width: z.number().int().describe('Pixels, as it is drawn.'),
    height: z.number().int().describe('Pixels, as it is drawn.'),
  }),
);

export const FilePath = ProjectPath.extend({
  file_id: z.string().refine(isFileId, 'It is no possible id of a file: 64 hexadecimal digits.').describe('The file.'),
});

export const FileBody = z.unknown().describe('The bytes of the file.');
