import { LogOut } from 'lucide-react';
import type { JSX } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useOwnStatus } from '../../hooks/use-own-status.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { useApp } from '../app-context.ts';
import { THEMES } from '../browser/use-theme.ts';
import { Choices } from '../profile/choices.tsx';
import { ColorField } from '../profile/color-field.tsx';
import { DeviceLink } from '../profile/device-link.tsx';
import { NameField } from '../profile/name-field.tsx';

const TAGS = Object.keys(LANGUAGES) as readonly Language[];

/** Name, colour, status, language, theme; other devices; signing out. What a mode of the server has no use for isn't there. */
export function ProfileDialog(): JSX.Element {
  const { mode, me, text, language, setLanguage, theme, setTheme, open, close } = useApp();
  const { status, setStatus } = useOwnStatus();
  const { id, name, color } = me.person;
  const words = text.person;
  const { online, busy } = text.presence.status;
  return (
    <Dialog title={words.title} close={text.common.close} onClose={close} className="profile">
      <div className="profile-me">
        <Avatar name={name} hue={hueOf(id, color)} status={status} />
        <span>{name}</span>
      </div>
      <NameField />
      {(mode === 'accounts' || mode === 'open') && <ColorField />}
      <Choices
        label={words.status}
        choices={[
          { value: 'online', label: online },
          { value: 'busy', label: busy },
        ]}
        chosen={status === 'busy' ? 'busy' : 'online'}
        onChoose={setStatus}
        {...(mode !== 'open' && { hint: words.busyHint })}
      />
      <Choices
        label={words.language}
        choices={TAGS.map((value) => ({ value, label: LANGUAGES[value].name, lang: value }))}
        chosen={language}
        onChoose={setLanguage}
      />
      <Choices
        label={words.theme}
        choices={THEMES.map((value) => ({ value, label: words.themes[value] }))}
        chosen={theme}
        onChoose={setTheme}
      />
      {mode === 'accounts' && (
        <>
          <DeviceLink />
          <button type="button" className="button profile-out" onClick={() => open({ kind: 'sign-out' })}>
            <LogOut aria-hidden="true" size={16} />
            {words.signOut}
          </button>
        </>
      )}
    </Dialog>
  );
}
