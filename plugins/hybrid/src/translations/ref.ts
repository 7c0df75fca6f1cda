import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * The texts of the hybrid plugin, in English unless an app adds a translation.
 *
 * @public
 */
export const hybridTranslationRef = createTranslationRef({
  id: 'hybrid',
  messages,
});
