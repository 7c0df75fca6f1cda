import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { findPersona, type Persona, readPersonas } from './personas';
import { createPersonaSignInResolver } from './signIn';

/**
 * Example only: signs in as one of the `personas` of the app configuration, chosen by
 * the header `X-Persona`, without a password. It shows what an owner, a stranger and an
 * on-call engineer see, and must never run where it matters who somebody is.
 */
export const personasModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        if (process.env.NODE_ENV === 'production') {
          throw new Error(
            'The example personas let anybody be anybody, so they refuse to run in production; remove the module from the backend and add an auth provider of your organisation',
          );
        }
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: createPersonaAuthenticator(readPersonas(config)),
            signInResolver: createPersonaSignInResolver(),
          }),
        });
      },
    });
  },
});

function createPersonaAuthenticator(personas: Persona[]) {
  return createProxyAuthenticator<undefined, Persona, undefined>({
    defaultProfileTransform: async ({ name }) => ({
      profile: { displayName: name },
    }),
    initialize: () => undefined,
    async authenticate({ req }) {
      return { result: findPersona(personas, req.header('x-persona')) };
    },
  });
}
