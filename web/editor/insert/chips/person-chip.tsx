import type { CSSProperties, JSX } from 'react';
import type { MentionValue } from '../../../../shared/lexical/mention.ts';
import { hueOf } from '../../../hooks/use-presence.ts';
import { useMember } from '../../../hooks/use-project.ts';
import { useEditorScope } from '../../editor-scope.ts';
import { ChipLink, Signed } from './chip-link.tsx';

/** Somebody by the name that they have now, with whether they are here. */
export function PersonChip({ target, label }: MentionValue): JSX.Element {
  const { project, text } = useEditorScope();
  const member = useMember(project, target);
  const name = member?.username ?? label;
  return (
    <ChipLink kind="user" target={target} label={text.insert.person(name, member?.online != null)}>
      <Signed
        sign={
          <>
            {member !== null && (
              <span
                className="chip-dot"
                data-here={member.online !== null}
                style={{ '--hue': hueOf(target, member.color) } as CSSProperties}
              />
            )}
            @
          </>
        }
        words={name}
      />
    </ChipLink>
  );
}
