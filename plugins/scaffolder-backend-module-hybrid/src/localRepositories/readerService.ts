import { urlReaderFactoriesServiceRef } from '@backstage/backend-defaults/urlReader';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { LocalRepositoryReader } from './LocalRepositoryReader';

/** Lets the catalog, and whatever else reads URLs, read the local repositories. */
export const localRepositoryReaderService = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: {},
  factory: () => LocalRepositoryReader.factory,
});
