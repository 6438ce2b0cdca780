import { useLexicalNodeSelection } from '@lexical/react/useLexicalNodeSelection';
import { $getNodeByKey, type LexicalEditor, type NodeKey } from 'lexical';
import { ImageOff, Maximize2, Text, Trash2 } from 'lucide-react';
import { type CSSProperties, type JSX, type KeyboardEvent, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { $isImageNode, type ImageValue } from '../../../shared/lexical/image.ts';
import { useFiles } from '../../hooks/use-files.ts';
import { useEditorScope } from '../editor-scope.ts';
import { DescribeDialog } from './describe-dialog.tsx';
import { FullImage } from './full-image.tsx';
import { $goBehind, $select } from './insert-image.ts';

/** px: what is less wide has no room for words. */
const SMALL = 240;

export interface ImageViewProps extends ImageValue {
  readonly editor: LexicalEditor;
  readonly nodeKey: NodeKey;
}

/** An image in the text. Its place is there before it is loaded. Who may write has its buttons while it is marked; who reads enlarges it. */
export function ImageView({ editor, nodeKey, file, alt, width, height }: ImageViewProps): JSX.Element {
  const { project, editable, text, announce } = useEditorScope();
  const words = text.images;
  const address = useFiles(project).address(file);
  const [selected] = useLexicalNodeSelection(nodeKey);
  const [missing, setMissing] = useState(file === '');
  const [open, setOpen] = useState<'full' | 'describe' | null>(null);
  const name = alt === '' ? words.unnamed : alt;
  const close = (): void => setOpen(null);

  useEffect(() => {
    if (selected && editable) announce(words.selected(name));
  }, [selected, editable, announce, words, name]);
  useEffect(() => {
    if (!missing || file === '') return;
    const again = (): void => setMissing(false);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [missing, file]);

  // A wide image is as wide as the text, a high one not higher than the window.
  const shape = width > 0 && height > 0 ? ({ '--ratio': width / height, aspectRatio: `${width} / ${height}` } as CSSProperties) : undefined;
  const image = missing ? (
    <span
      className="image-missing"
      role="img"
      aria-label={words.missingImage(name)}
      style={width < SMALL ? undefined : { ...shape, width }}
    >
      <ImageOff aria-hidden="true" size={20} />
      <span>{words.missing}</span>
      {alt !== '' && <span className="image-missing-alt">{alt}</span>}
    </span>
  ) : (
    <img
      src={address}
      alt={name}
      {...(width > 0 && height > 0 && { width, height })}
      style={shape}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setMissing(true)}
      onDoubleClick={() => setOpen('full')}
    />
  );
  // The focus first: it makes a caret, and what is done then says what is selected. The editor's own focus() moves none for an image.
  const change = (act: () => void): void => {
    editor.getRootElement()?.focus({ preventScroll: true });
    editor.update(act);
  };

  return (
    <span className="image-frame" data-selected={(selected && editable) || undefined}>
      {editable || missing ? (
        image
      ) : (
        <button type="button" className="image-open" aria-label={words.enlargeImage(name)} onClick={() => setOpen('full')}>
          {image}
        </button>
      )}
      {editable && (
        <span
          className="image-bar"
          role="toolbar"
          aria-label={name}
          onKeyDown={(event) => walk(event, () => change(() => $select(nodeKey)))}
        >
          <button type="button" onClick={() => setOpen('describe')}>
            <Text aria-hidden="true" size={16} />
            {words.describe}
          </button>
          {!missing && (
            <button type="button" className="icon-button" aria-label={words.enlarge} title={words.enlarge} onClick={() => setOpen('full')}>
              <Maximize2 aria-hidden="true" size={16} />
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={words.remove}
            title={words.remove}
            onClick={() =>
              change(() => {
                const node = $getNodeByKey(nodeKey);
                if (node === null) return;
                $goBehind(node);
                node.remove();
              })
            }
          >
            <Trash2 aria-hidden="true" size={16} />
          </button>
        </span>
      )}
      {open === 'full' && <FullImage address={address} name={name} width={width} height={height} onClose={close} />}
      {open === 'describe' && (
        <DescribeDialog
          address={missing ? null : address}
          alt={alt}
          onClose={close}
          onSave={(written) => {
            // A dialog that goes gives the focus back to the button: the text takes it after that.
            flushSync(close);
            change(() => {
              const node = $getNodeByKey(nodeKey);
              if ($isImageNode(node) && written !== alt) node.setAlt(written);
              $select(nodeKey);
            });
          }}
        />
      )}
    </span>
  );
}

/** Arrows go from button to button, Escape back to the text. Nothing of it reaches the editor. */
function walk(event: KeyboardEvent<HTMLElement>, leave: () => void): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (event.key === 'Escape') leave();
  else if (step !== 0) buttons[(at + step + buttons.length) % buttons.length]?.focus();
  else if (event.key !== 'Enter' && event.key !== ' ') return;
  if (step !== 0 || event.key === 'Escape') event.preventDefault();
  event.stopPropagation();
}
