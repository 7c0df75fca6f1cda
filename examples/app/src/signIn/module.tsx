import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const personaSignInPage = SignInPageBlueprint.make({
  params: {
    loader: () => import('./PersonaSignInPage').then(m => m.PersonaSignInPage),
  },
});

/** Example only: choose who to be, without a password. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [personaSignInPage],
});
