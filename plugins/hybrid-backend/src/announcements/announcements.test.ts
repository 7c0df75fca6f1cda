import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  eventsServiceFactory,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import type { Notification } from '@backstage/plugin-notifications-common';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  HYBRID_SHIFT_TOPIC,
  type HybridShiftEventPayload,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import type { Knex } from 'knex';
import request from 'supertest';
import { until } from '@hybrid-platform/sandbox/testing';
import { component } from '../__testUtils__/backend';
import { testDatabases } from '../__testUtils__/databases';
import { recordShift } from '../__testUtils__/pastShifts';
import { EVENTS, SHIFTS } from '../shifts/record/rows';
import { ShiftRepository } from '../shifts/record/ShiftRepository';
import { Announcer } from './Announcer';

const MINA = 'user:default/mina';
const JONAS = 'user:default/jonas';

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { type: 'team', children: [] },
  relations: [MINA, JONAS].map(targetRef => ({ type: 'hasMember', targetRef })),
};

const databases = testDatabases();

/** A Backstage with the real events and notifications, and an announcer in it. */
async function startAnnouncer(
  knex: Knex,
  options: { notifications?: boolean; signals?: () => Promise<void> } = {},
) {
  let announcer: Announcer;
  const received: HybridShiftEventPayload[] = [];
  const signals: HybridSignal[] = [];
  const clock = { ahead: 0 };
  const backend = await startTestBackend({
    features: [
      catalogServiceMock.factory({
        entities: [component('cart', 'shop/cart'), group],
      }),
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'http://localhost:3000' } },
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async ({ channel, message }) => {
            if (channel !== 'hybrid') return;
            await options.signals?.();
            signals.push(message as unknown as HybridSignal);
          },
        }),
      }),
      ...(options.notifications === false ? [] : [notificationsPlugin]),
      createBackendPlugin({
        pluginId: 'hybrid',
        register(env) {
          env.registerInit({
            deps: {
              auth: coreServices.auth,
              catalog: catalogServiceRef,
              events: eventsServiceRef,
              logger: coreServices.logger,
              notifications: notificationService,
              signals: signalsServiceRef,
            },
            async init(deps) {
              const now = () => new Date(Date.now() + clock.ahead);
              announcer = new Announcer({
                ...deps,
                repository: new ShiftRepository(knex, now),
                now,
              });
              await deps.events.subscribe({
                id: 'test',
                topics: [HYBRID_SHIFT_TOPIC],
                onEvent: async ({ eventPayload }) => {
                  received.push(eventPayload as HybridShiftEventPayload);
                },
              });
            },
          });
        },
      }),
    ],
  });
  return {
    announcer: announcer!,
    received,
    signals,
    clock,
    sequences: () => received.map(({ event }) => event.sequence),
    notifications: async (user: string): Promise<Notification[]> => {
      const { body } = await request(backend.server)
        .get('/api/notifications/')
        .set('Authorization', mockCredentials.user.header(user));
      return body.notifications;
    },
    stop: async () => {
      await announcer.stop();
      await backend.stop();
    },
  };
}

describe.each(databases.eachSupportedId())(
  'announcements on %s',
  databaseId => {
    let knex: Knex;
    let setup: Awaited<ReturnType<typeof startAnnouncer>>;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@hybrid-platform/backstage-plugin-hybrid-backend',
          'migrations',
        ),
      });
    });

    afterEach(async () => {
      await setup.stop();
      await knex.destroy();
    });

    const running = () =>
      recordShift(knex, {
        state: 'running',
        ended_at: null,
        requested_by: MINA,
        recovery_time_seconds: null,
      });

    const announce = (shiftId: string) =>
      setup.announcer.announce({
        entityRef: 'component:default/cart',
        shiftId,
        state: 'running',
      });

    const end = async (id: string) => {
      await knex(SHIFTS).where({ id }).update({
        state: 'succeeded',
        ended_at: new Date().toISOString(),
        recovery_time_seconds: 3,
      });
      await knex(EVENTS).insert({
        shift_id: id,
        sequence: 2,
        at: new Date().toISOString(),
        type: 'succeeded',
        message: 'done',
      });
    };

    it('publish a signal that tells nothing but what changed', async () => {
      setup = await startAnnouncer(knex);
      const id = await running();
      await announce(id);
      const signals = await until(
        () => setup.signals,
        list => list.length > 0,
      );
      expect(signals).toEqual([
        { entityRef: 'component:default/cart', shiftId: id, state: 'running' },
      ]);
      expect(JSON.stringify(signals)).not.toContain('a reason');
    });

    it('publish each event once, with the shift as it is', async () => {
      setup = await startAnnouncer(knex);
      const id = await running();
      await announce(id);
      await until(setup.sequences, list => list.length === 1);
      await announce(id);
      await end(id);
      await announce(id);
      await until(setup.sequences, list => list.length === 2);
      expect(setup.sequences()).toEqual([1, 2]);
      expect(setup.received[1]).toEqual({
        shift: expect.objectContaining({ id, state: 'succeeded' }),
        event: expect.objectContaining({ type: 'succeeded', message: 'done' }),
      });
      expect(setup.received[1].shift).not.toHaveProperty('plan');
    });

    it('notify the owner but the one who asked, and the end takes the place of the start', async () => {
      setup = await startAnnouncer(knex);
      const id = await running();
      await announce(id);
      const [begun] = await until(
        () => setup.notifications(JONAS),
        list => list.length > 0,
      );
      expect(begun.payload.title).toMatch(/has begun/);
      await end(id);
      await announce(id);
      const [ended, ...others] = await until(
        () => setup.notifications(JONAS),
        ([first]) => /succeeded/.test(first.payload.title),
      );
      expect(others).toEqual([]);
      expect(ended).toMatchObject({
        id: begun.id,
        origin: 'plugin:hybrid',
        payload: {
          severity: 'normal',
          topic: 'hybrid.shift',
          link: '/catalog/default/component/cart',
          description: expect.stringContaining('Recovery time: 3.0 s.'),
        },
      });
      expect(await setup.notifications(MINA)).toEqual([]);
    });

    it('need no notifications plugin', async () => {
      setup = await startAnnouncer(knex, { notifications: false });
      const id = await running();
      await announce(id);
      await end(id);
      await announce(id);
      const told = await until(setup.sequences, list => list.includes(2));
      expect(told).toEqual([1, 2]);
    });

    it('keep nobody waiting who announces, and nothing else, when signals hang', async () => {
      setup = await startAnnouncer(knex, {
        signals: () => new Promise(() => {}),
      });
      const id = await running();
      await announce(id);
      await until(setup.sequences, list => list.length === 1);
      expect(setup.signals).toEqual([]);
    });

    it('tell of an end again that the process that knew of it could not tell', async () => {
      setup = await startAnnouncer(knex);
      const id = await running();
      await end(id);
      await setup.announcer.catchUp();
      expect(setup.received).toEqual([]);
      setup.clock.ahead = 60_000;
      await setup.announcer.catchUp();
      await until(setup.sequences, list => list.length === 2);
      await until(
        () => knex(SHIFTS).where({ id }).first(),
        row => row.announced_at !== null,
      );
      await setup.stop();
      setup = await startAnnouncer(knex);
      setup.clock.ahead = 60_000;
      await setup.announcer.catchUp();
      await setup.announcer.stop();
      expect(setup.received).toEqual([]);
    });
  },
);
