/**
 * Texts of the hybrid plugin and their translations.
 *
 * @packageDocumentation
 */
import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { hybridTranslationRef } from './ref';

export { hybridTranslationRef };

/**
 * The translations that come with the plugin: Korean (`ko`). English is built in.
 *
 * @public
 */
export const hybridTranslations = createTranslationResource({
  ref: hybridTranslationRef,
  translations: {
    ko: () => import('./ko'),
  },
});
