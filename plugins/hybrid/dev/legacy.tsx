/**
 * The plugin in the old frontend system, in English and Korean:
 * `yarn start --entrypoint dev/legacy`.
 */
// The harness is an app, which brings the styles; the plugin itself does not.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { createDevApp } from '@backstage/dev-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  EntityHybridContent,
  EntityHybridTrafficCard,
  HybridFleetPage,
  hybridApiRef,
  hybridPlugin,
} from '../src/legacy';
import { hybridTranslations } from '../src/translations';
import { hybridApi, permissionApi } from './apis';
import { Gallery, TabGallery } from './Gallery';

// Where the links to people lead.
const EntityPage = createPlugin({ id: 'entity' }).provide(
  createRoutableExtension({
    name: 'EntityPage',
    component: async () => () => <p>An entity page would be here.</p>,
    mountPoint: entityRouteRef,
  }),
);

// There is no backend to sign in at: enter as the guest at once.
localStorage.setItem('@backstage/core:SignInPage:provider', 'guest');
localStorage.setItem('enableLegacyGuestToken', 'true');

createDevApp()
  .registerPlugin(hybridPlugin)
  .registerApi(
    createApiFactory({ api: hybridApiRef, deps: {}, factory: () => hybridApi }),
  )
  .registerApi(
    createApiFactory({
      api: permissionApiRef,
      deps: {},
      factory: () => permissionApi,
    }),
  )
  .addTranslationResource(hybridTranslations)
  .setAvailableLanguages(['en', 'ko'])
  .setDefaultLanguage('en')
  .addPage({
    path: '/',
    title: 'Hybrid traffic card',
    element: <Gallery card={<EntityHybridTrafficCard />} />,
  })
  .addPage({
    path: '/tab',
    title: 'Hybrid tab',
    // As a child: the old system finds routable extensions only there.
    element: (
      <TabGallery>
        <EntityHybridContent />
      </TabGallery>
    ),
  })
  .addPage({
    path: '/hybrid',
    title: 'Platforms',
    element: <HybridFleetPage />,
  })
  .addPage({
    path: '/catalog/:namespace/:kind/:name',
    element: <EntityPage />,
  })
  .render();
