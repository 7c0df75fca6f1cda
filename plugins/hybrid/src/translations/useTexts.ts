import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { hybridTranslationRef } from './ref';

/** The plugin's translation function. */
export type Texts = TranslationFunction<(typeof hybridTranslationRef)['T']>;

/** The plugin's texts in the language of the app. */
export function useTexts(): Texts {
  return useTranslationRef(hybridTranslationRef).t;
}
