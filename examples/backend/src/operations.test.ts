import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import authPlugin from '@backstage/plugin-auth-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import scaffolderModuleHybrid from '@hybrid-platform/backstage-plugin-scaffolder-backend-module-hybrid';
import hybridPlugin from '@hybrid-platform/backstage-plugin-hybrid-backend';
import {
  awsEnvironment,
  startTestPlatform,
  until,
  type TestPlatform,
} from '@hybrid-platform/sandbox/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import policy from './permissionPolicy';
import { personasModule } from './personas/module';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../..');
const CART = 'component:default/cart';
const SHIFTS = 'hybrid/v1/services/default/component/cart/shifts';

/**
 * The example as it is installed: who signs in, tokens between plugins, the permission
 * policy, the catalog and the MCP endpoint are the real ones. Only AWS is the sandbox's.
 */
describe('operating a service by MCP and by template', () => {
  let backend: TestBackend;
  let platform: TestPlatform;
  const tokens = new Map<string, Promise<string>>();

  const url = (path: string) =>
    `http://localhost:${backend.server.port()}/api/${path}`;

  /** Signs in as one of the example's personas. */
  const tokenOf = async (persona: string): Promise<string> => {
    const response = await fetch(url('auth/persona/refresh'), {
      headers: { 'X-Persona': persona },
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()).backstageIdentity.token;
  };
  const signedIn = (persona: string) => {
    if (!tokens.has(persona)) tokens.set(persona, tokenOf(persona));
    return tokens.get(persona)!;
  };

  const ask = async (persona: string, path: string, body?: object) => {
    const response = await fetch(url(path), {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${await signedIn(persona)}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text);
  };

  const connect = async (headers: Record<string, string>) => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(url('mcp-actions/v1')), {
        requestInit: { headers },
      }),
    );
    return client;
  };
  /** Calls a tool as an MCP client does; gives its output, or the text of its refusal. */
  const call = async (persona: string, name: string, args: object = {}) => {
    const client = await connect({
      Authorization: `Bearer ${await signedIn(persona)}`,
    });
    try {
      const result = await client.callTool({
        name: `hybrid.${name}`,
        arguments: args as Record<string, unknown>,
      });
      const [{ text }] = result.content as { text: string }[];
      return {
        refusal: result.isError ? text : undefined,
        output: result.structuredContent as any,
      };
    } finally {
      await client.close();
    }
  };

  const weights = async () => {
    const { sites } = await ask(
      'mina',
      'hybrid/v1/services/default/component/cart',
    );
    return [sites['on-prem'].weight, sites.aws.weight];
  };

  beforeAll(async () => {
    platform = await startTestPlatform();
    Object.assign(process.env, awsEnvironment(platform.url));

    const { personas, permission, mcpActions, organization } = parse(
      readFileSync(resolve(ROOT, 'app-config.yaml'), 'utf8'),
    );
    backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              baseUrl: 'http://localhost:7007',
              actions: { pluginSources: ['hybrid'] },
            },
            auth: { providers: { persona: {} } },
            catalog: {
              locations: [
                {
                  type: 'file',
                  target: resolve(ROOT, 'examples/catalog/all.yaml'),
                  rules: [
                    {
                      allow: [
                        'Location',
                        'Domain',
                        'System',
                        'Component',
                        'Resource',
                        'User',
                        'Group',
                      ],
                    },
                  ],
                },
                {
                  type: 'file',
                  target: resolve(
                    ROOT,
                    'templates/hybrid-failover/template.yaml',
                  ),
                  rules: [{ allow: ['Template'] }],
                },
              ],
            },
            hybrid: {
              platforms: {
                shop: { accountId: '111122223333', region: 'ap-northeast-2' },
              },
              snapshot: { maxAge: { milliseconds: 0 } },
              detail: { maxAge: { milliseconds: 0 } },
              shift: {
                cooldown: { milliseconds: 0 },
                verify: { interval: { milliseconds: 10 }, checks: 2 },
              },
            },
            personas,
            permission,
            mcpActions,
            organization,
          },
        }),
        actionsRegistryServiceFactory,
        actionsServiceFactory,
        authServiceFactory,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        userInfoServiceFactory,
        authPlugin,
        personasModule,
        permissionPlugin,
        policy,
        catalogPlugin,
        templateEntityModel,
        scaffolderPlugin,
        scaffolderModuleHybrid,
        mcpPlugin,
        hybridPlugin,
      ],
    });
    // The catalog reads the organisation first: a persona is somebody only then.
    // The catalog takes its time.
    const untilThere = (read: () => Promise<unknown>) =>
      until(() => read().catch(() => undefined), Boolean);
    await untilThere(() => tokenOf('mina'));
    await untilThere(() => tokenOf('jonas'));
    await untilThere(() =>
      ask('mina', 'hybrid/v1/services/default/component/cart'),
    );
  }, 60_000);

  afterAll(async () => {
    await backend?.stop();
    await platform?.close();
  });

  describe('MCP', () => {
    it('refuses whoever is not signed in', async () => {
      await expect(connect({})).rejects.toThrow(/401/);
      await expect(
        connect({ Authorization: 'Bearer nonsense' }),
      ).rejects.toThrow(/401/);
    });

    it('lists the tools, and says truly what each may do', async () => {
      const client = await connect({
        Authorization: `Bearer ${await signedIn('guest')}`,
      });
      const { tools } = await client.listTools();
      await client.close();
      const hints = Object.fromEntries(
        tools.map(({ name, annotations }) => [
          name.replace('hybrid.', ''),
          [
            annotations?.readOnlyHint ? 'reads' : 'writes',
            annotations?.destructiveHint && 'destructive',
            annotations?.idempotentHint && 'idempotent',
          ]
            .filter(Boolean)
            .join(' '),
        ]),
      );
      const reads = 'reads idempotent';
      expect(hints).toEqual({
        'list-platforms': reads,
        'get-platform': reads,
        'get-service': reads,
        'plan-shift': reads,
        'start-shift': 'writes destructive',
        'get-shift': reads,
        'abort-shift': 'writes destructive idempotent',
        'hold-service': 'writes destructive',
        'release-hold': 'writes destructive idempotent',
        'plan-evacuation': reads,
        'start-evacuation': 'writes destructive',
        'get-evacuation': reads,
        'abort-evacuation': 'writes destructive idempotent',
        'list-replications': reads,
        'preflight-replication': reads,
        'start-replication': 'writes destructive',
        'stop-replication': 'writes destructive',
      });
      for (const { description, inputSchema } of tools) {
        expect(description).toMatch(/\.$/);
        for (const field of Object.values<any>(inputSchema.properties ?? {})) {
          expect(field.description).toMatch(/\S/);
        }
      }
    });

    it('shows a platform in little', async () => {
      const { output } = await call('guest', 'get-platform', {
        platform: 'shop',
        search: 'CART',
      });
      expect(output.counts.all).toBe(6);
      expect(output.items).toEqual([
        expect.objectContaining({
          entityRef: CART,
          weights: { 'on-prem': 40, aws: 60 },
        }),
      ]);
      expect(output.matching).toBe(1);
      expect(output).not.toHaveProperty('serviceStatuses');
    });

    it('plans, shifts once however often it is asked, and follows the shift, as the owner', async () => {
      const shift = { entityRef: CART, kind: 'failover', to: 'aws' };
      const plan = await call('mina', 'plan-shift', shift);
      expect(plan.output).toMatchObject({
        allowed: true,
        to: { 'on-prem': 0, aws: 100 },
      });

      const request = { ...shift, reason: 'a test', requestId: 'once' };
      const { output, refusal } = await call('mina', 'start-shift', request);
      expect(refusal).toBeUndefined();
      expect(output).toMatchObject({
        requestedBy: 'user:default/mina',
        requestId: 'once',
      });
      const again = await call('mina', 'start-shift', request);
      expect(again.output.id).toBe(output.id);

      const ended = await until(
        async () =>
          (
            await call('mina', 'get-shift', {
              entityRef: 'cart',
              shiftId: output.id,
              events: 2,
            })
          ).output,
        seen => seen.ended,
      );
      expect(ended.state).toBe('succeeded');
      expect(ended.events).toHaveLength(2);
      expect(await weights()).toEqual([0, 100]);
      expect((await ask('mina', SHIFTS)).items).toHaveLength(1);
    });

    it.each([
      ['plan-shift', { kind: 'reset' }],
      ['start-shift', { kind: 'reset', reason: 'not mine' }],
      ['hold-service', { durationSeconds: 600, reason: 'not mine' }],
      ['release-hold', {}],
      ['abort-shift', { shiftId: randomUUID(), rollBack: false }],
    ])(
      'refuses %s of somebody who does not own the service',
      async (name, args) => {
        const before = await weights();
        const { refusal } = await call('jonas', name, {
          entityRef: CART,
          ...args,
        });
        expect(refusal).toMatch(
          /^NotAllowedError: You do not have the permission 'hybrid\.traffic\.(shift|hold)' for component:default\/cart\. .* \(not-permitted\)$/,
        );
        expect(await weights()).toEqual(before);
      },
    );

    it("refuses another's service that an own entity claims by its annotation", async () => {
      const { refusal } = await call('jonas', 'start-shift', {
        entityRef: 'component:default/cart-preview',
        kind: 'reset',
        reason: 'not mine either',
      });
      expect(refusal).toMatch(/entity-tag-mismatch/);
    });

    it.each(['start-replication', 'stop-replication'])(
      'refuses %s of who does not own the platform',
      async name => {
        const { output } = await call('mina', 'list-replications', {
          platform: 'shop',
        });
        const [{ id }] = output.replications;
        const { refusal } = await call('mina', name, {
          platform: 'shop',
          replicationId: id,
        });
        expect(refusal).toMatch(/'hybrid\.replication\.control'/);
      },
    );

    it('has no way around a safety rule', async () => {
      const { refusal } = await call('sora', 'start-shift', {
        entityRef: CART,
        kind: 'reset',
        reason: 'in a hurry',
        force: ['never-dark'],
      });
      expect(refusal).toMatch(/^InputError: .*[Uu]nrecognized key/s);
    });

    it('holds and releases a service', async () => {
      const held = await call('mina', 'hold-service', {
        entityRef: CART,
        durationSeconds: 600,
        reason: 'a test',
      });
      expect(held.output).toMatchObject({ by: 'user:default/mina' });
      const sora = await call('sora', 'plan-shift', {
        entityRef: CART,
        kind: 'reset',
      });
      expect(sora.output.allowed).toBe(false);
      await call('mina', 'release-hold', { entityRef: CART });
      const { output } = await call('mina', 'get-service', { entityRef: CART });
      expect(output.hold).toBeUndefined();
    });

    it('plans an evacuation, moves what is left, and leaves what is not the caller’s', async () => {
      const where = { platform: 'shop', off: 'on-prem' };
      const plan = await call('mina', 'plan-evacuation', where);
      expect(plan.output.counts).toMatchObject({ 'not-permitted': 1 });
      const started = await call('mina', 'start-evacuation', {
        ...where,
        reason: 'a test',
      });
      expect(started.refusal).toBeUndefined();
      const done = await until(
        async () =>
          (
            await call('mina', 'get-evacuation', {
              platform: 'shop',
              evacuationId: started.output.id,
            })
          ).output,
        ({ state }) => state === 'completed',
      );
      expect(done.counts).toMatchObject({
        succeeded: 4,
        'nothing-to-do': 1,
        'not-permitted': 1,
      });
      expect(done.notMoved).toEqual([
        expect.objectContaining({ service: 'search', state: 'not-permitted' }),
      ]);
    });
  });

  it('refuses to evacuate a service by name that is not the caller’s', async () => {
    const { refusal } = await call('mina', 'start-evacuation', {
      platform: 'shop',
      off: 'aws',
      services: ['order', 'search'],
      reason: 'a test',
    });
    expect(refusal).toMatch(/'hybrid\.traffic\.shift' for the service search/);
  });

  describe('the template hybrid-failover', () => {
    const run = async (persona: string) => {
      const { id } = await ask(persona, 'scaffolder/v2/tasks', {
        templateRef: 'template:default/hybrid-failover',
        values: {
          entity: CART,
          target: 'default',
          reason: `by ${persona}`,
          holdHours: 0,
          waitForReplication: false,
        },
      });
      await until(
        () => ask(persona, `scaffolder/v2/tasks/${id}`),
        ({ status }) => ['completed', 'failed'].includes(status),
      );
      const events: any[] = await ask(
        persona,
        `scaffolder/v2/tasks/${id}/events`,
      );
      return events.find(({ type }) => type === 'completion').body;
    };

    it('shifts nothing for somebody who does not own the service', async () => {
      const before = [await weights(), (await ask('mina', SHIFTS)).items];
      const { error } = await run('jonas');
      expect(error.message).toMatch(
        /You do not have the permission 'hybrid\.traffic\.shift' for component:default\/cart/,
      );
      expect([await weights(), (await ask('mina', SHIFTS)).items]).toEqual(
        before,
      );
    });

    it('shifts for the owner, in whose name it is in the history', async () => {
      expect((await run('mina')).error).toBeUndefined();
      const [{ requestedBy, reason }] = (await ask('mina', SHIFTS)).items;
      expect(requestedBy).toBe('user:default/mina');
      expect(reason).toBe('by mina');
    });
  });
});
