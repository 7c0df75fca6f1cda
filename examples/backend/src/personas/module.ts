import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { findPersona, type Persona, readPersonas } from './personas';

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
        const personas = readPersonas(config);
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: createPersonaAuthenticator(personas),
            signInResolver: async ({ result }, ctx) => {
              const entityRef = result.userEntityRef;
              try {
                return await ctx.signInWithCatalogUser({ entityRef });
              } catch (error) {
                throw new ForwardedError(
                  `Cannot sign in as ${entityRef}; right after a start the catalog may not have read its entities yet`,
                  error,
                );
              }
            },
          }),
        });
      },
    });
  },
});

function createPersonaAuthenticator(personas: Persona[]) {
  return createProxyAuthenticator<undefined, Persona>({
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize: () => undefined,
    async authenticate({ req }) {
      return { result: findPersona(personas, req.header('x-persona')) };
    },
  });
}
