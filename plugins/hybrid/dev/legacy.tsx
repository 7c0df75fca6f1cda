/**
 * The plugin in the old frontend system, in English and Korean, on the same back end:
 * `yarn start --entrypoint dev/legacy`.
 */
// The harness is an app, which brings the styles; the plugin itself does not.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import {
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { createDevApp } from '@backstage/dev-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  EntityHybridTrafficCard,
  HybridFleetPage,
  hybridPlugin,
} from '../src/legacy';
import { HybridTab } from '../src/components/HybridTab';
import { hybridTranslations } from '../src/translations';
import { ServicePage, ServicesPage } from './ServicesPage';
import { StatesPage } from './StatesPage';

const card = <EntityHybridTrafficCard />;

// Where the links to services and people lead.
const EntityPage = createPlugin({ id: 'entity' }).provide(
  createRoutableExtension({
    name: 'EntityPage',
    component: async () => () =>
      <ServicePage card={card} tab={<HybridTab />} />,
    mountPoint: entityRouteRef,
  }),
);

// There is nothing to sign in at: enter as the guest, whom the back end takes everybody for.
localStorage.setItem('@backstage/core:SignInPage:provider', 'guest');
localStorage.setItem('enableLegacyGuestToken', 'true');

createDevApp()
  .registerPlugin(hybridPlugin)
  .addTranslationResource(hybridTranslations)
  .setAvailableLanguages(['en', 'ko'])
  .setDefaultLanguage('en')
  .addPage({
    path: '/',
    title: 'Services',
    element: <ServicesPage card={card} />,
  })
  .addPage({
    path: '/hybrid',
    title: 'Platforms',
    element: <HybridFleetPage />,
  })
  .addPage({
    path: '/states',
    title: 'States',
    element: <StatesPage card={card} tab={<HybridTab />} />,
  })
  .addPage({
    path: '/catalog/:namespace/:kind/:name',
    element: <EntityPage />,
  })
  .render();
