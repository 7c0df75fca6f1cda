import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './nav';
import { sandboxFeature } from './sandbox';
import { signInModule } from './signIn';

// The hybrid plugin and the others are discovered: `app.packages` in app-config.yaml.
export default createApp({
  features: [catalogPlugin, navModule, signInModule, sandboxFeature],
});
