import { mockCredentials } from '@backstage/backend-test-utils';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import { problemIn } from '../errors';
import { accessSources, type Catalog } from './sources';

const AS = { credentials: mockCredentials.user() };

function failing(error: unknown, longestMs?: number) {
  const fails = async () => {
    if (error === 'hangs') return new Promise<never>(() => {});
    throw error;
  };
  return accessSources(
    {
      catalog: {
        getEntityByRef: fails,
        getEntities: fails,
        getEntitiesByRefs: fails,
      } as Catalog,
      permissions: {
        authorize: fails,
        authorizeConditional: fails,
      } as PermissionsService,
    },
    longestMs,
  );
}

/** What becomes of each question. */
async function outcomes(error: unknown, longestMs?: number) {
  const { catalog, permissions } = failing(error, longestMs);
  return Promise.all(
    [
      catalog.getEntityByRef('component:default/cart', AS),
      catalog.getEntities({}, AS),
      catalog.getEntitiesByRefs({ entityRefs: [] }, AS),
      permissions.authorize([], AS),
      permissions.authorizeConditional([], AS),
    ].map(answer => answer.catch(e => problemIn(e)?.code ?? e)),
  );
}

const UNAVAILABLE = [
  ...Array(3).fill('catalog-unavailable'),
  ...Array(2).fill('permissions-unavailable'),
];
const withStatus = (statusCode: number) =>
  Object.assign(new Error(`Request failed with ${statusCode}`), { statusCode });

describe('the catalog and the permissions', () => {
  it.each([
    new TypeError('fetch failed'),
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    withStatus(500),
    withStatus(503),
    withStatus(404),
    withStatus(429),
  ])('that fail with %s are unavailable', async error => {
    expect(await outcomes(error)).toEqual(UNAVAILABLE);
  });

  it('that do not answer are unavailable', async () => {
    expect(await outcomes('hangs', 20)).toEqual(UNAVAILABLE);
  });

  it('that lack their database leave it to that', async () => {
    const away = Object.assign(new Error('shut down'), { code: '57P01' });
    expect(await outcomes(away)).toEqual(Array(5).fill('database-unavailable'));
  });

  it('that do not take the caller’s token say so themselves', async () => {
    const error = withStatus(401);
    expect(await outcomes(error)).toEqual(Array(5).fill(error));
  });
});
