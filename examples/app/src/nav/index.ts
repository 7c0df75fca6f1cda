import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContent } from './Sidebar';

export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [NavContent],
});
