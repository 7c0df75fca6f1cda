import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { personasModule } from './module';

const config = mockServices.rootConfig.factory({
  data: {
    app: { baseUrl: 'http://localhost:3000' },
    backend: { baseUrl: 'http://localhost:7007' },
    auth: { providers: { persona: {} } },
    personas: [
      { id: 'mina', userEntityRef: 'user:default/mina', name: 'Mina Park' },
      { id: 'sora', userEntityRef: 'user:default/sora', name: 'Sora Kim' },
    ],
  },
});

const catalog = catalogServiceMock.factory({
  entities: ['mina', 'sora'].map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: ['shop-team'] },
    relations: [{ type: 'memberOf', targetRef: `group:default/${name}-team` }],
  })),
});

const features = [authPlugin, personasModule, config, catalog];

describe('the personas module', () => {
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  beforeAll(async () => {
    ({ server } = await startTestBackend({ features }));
  });

  const refresh = () => request(server).get('/api/auth/persona/refresh');

  it('signs in as the persona that the header names, with its groups', async () => {
    const { status, body } = await refresh().set('X-Persona', 'sora');

    expect(status).toBe(200);
    expect(body.profile.displayName).toBe('Sora Kim');
    expect(body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/sora',
      ownershipEntityRefs: ['user:default/sora', 'group:default/sora-team'],
    });
    expect(body.backstageIdentity.token).toMatch(/^ey/);
  });

  it('refuses an unknown persona and names the known ones', async () => {
    const { status, body } = await refresh().set('X-Persona', 'root');

    expect(status).toBe(404);
    expect(body.error.message).toBe(
      "There is no persona 'root'; known personas: mina, sora",
    );
  });

  it('refuses a request that does not say who to be', async () => {
    const { status, body } = await refresh();

    expect(status).toBe(400);
    expect(body.error.message).toMatch(/X-Persona/);
  });
});

describe('the personas module in production', () => {
  const { NODE_ENV } = process.env;
  beforeEach(() => Object.assign(process.env, { NODE_ENV: 'production' }));
  afterEach(() => Object.assign(process.env, { NODE_ENV }));

  it('keeps the backend from starting', async () => {
    await expect(startTestBackend({ features })).rejects.toThrow(
      /refuse to run in production/,
    );
  });
});
