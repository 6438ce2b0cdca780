import { type JSX, useEffect } from 'react';
import { useSession } from '../hooks/use-session.ts';
import { api } from './api.ts';
import { forgetKept } from './browser/forget-kept.ts';
import { useLanguage } from './browser/use-language.ts';
import { useTheme } from './browser/use-theme.ts';
import { RecoverPage } from './pages/recover-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { TroublePage } from './pages/trouble-page.tsx';
import { firstProject } from './sample/first-project.ts';
import { watchSignOut } from './session/owed-sign-out.ts';
import { sessionMemory, watchOtherSession } from './session/session-memory.ts';
import { Account, Guest } from './workspace.tsx';

/** Who is here decides what there is to see. */
export function App(): JSX.Element | null {
  const language = useLanguage();
  const theme = useTheme();
  const { text } = language;
  const { session, signIn, recover, changeMe, signOut } = useSession(api, sessionMemory);
  // Nothing of theirs stays before anybody's eyes, nor what this tab keeps; one that alone has something unsent asks before it reloads.
  useEffect(
    () =>
      watchSignOut(() => {
        forgetKept();
        location.reload();
      }),
    [],
  );
  const user = session.state === 'signed-in' ? session.user.user_id : null;
  useEffect(() => (user === null ? undefined : watchOtherSession(user, () => location.reload())), [user]);
  if (location.pathname === '/recover') return <RecoverPage text={text} session={session} onRecover={recover} />;
  switch (session.state) {
    case 'loading':
      return null;
    case 'failed':
      return <TroublePage trouble={text.session.failed} retry={{ label: text.common.retry, onRetry: () => location.reload() }} />;
    case 'refused':
      return <TroublePage trouble={text.session.refused} />;
    case 'elsewhere':
      return <TroublePage trouble={text.session.elsewhere} />;
    case 'signed-out':
      return <SignInPage text={text} onSignIn={(name) => signIn(name, (user) => firstProject(language.language, user.user_id))} />;
    case 'open':
      return <Guest language={language} theme={theme} />;
    case 'signed-in':
      return (
        <Account
          key={session.user.user_id}
          language={language}
          theme={theme}
          mode={session.mode}
          user={session.user}
          onChange={changeMe}
          onSignOut={signOut}
        />
      );
  }
}
