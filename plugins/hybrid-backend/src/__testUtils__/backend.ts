import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type ServiceMock,
} from '@backstage/backend-test-utils';
import type {
  AuditorService,
  BackendFeature,
  BackstageCredentials,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@backstage/types';
import {
  HYBRID_PLATFORM_ANNOTATION,
  HYBRID_SERVICE_ANNOTATION,
  HybridClient,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import type { Knex } from 'knex';
import request from 'supertest';
import { callerRef } from '../access/caller';
import hybridPlugin from '../index';
import { openDatabase } from './openDatabase';
import { SERVICES } from './services';

/** An entity with the annotation, as a catalog has it. */
export function component(name: string, annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: annotation
        ? { [HYBRID_SERVICE_ANNOTATION]: annotation }
        : {},
    },
    spec: { type: 'service', owner: 'group:default/shop' },
  };
}

/** The entity of the example's platform. */
const SHOP: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: { [HYBRID_PLATFORM_ANNOTATION]: 'shop' },
  },
  spec: { owner: 'group:default/shop' },
};

/** The entities of the example: its services and the platform itself. */
export const SHOP_ENTITIES: Entity[] = SERVICES.map(name =>
  component(name, `shop/${name}`),
).concat(SHOP);

function awsConfig(accessKeyId: string) {
  const accountId = '111122223333';
  return { accounts: [{ accountId, accessKeyId, secretAccessKey: 'secret' }] };
}

/** How an audited event ended. */
export interface Audit {
  eventId: string;
  outcome: 'success' | 'fail';
  message?: string;
  meta?: JsonObject;
}

export interface TestBackend {
  server: Awaited<ReturnType<typeof startTestBackend>>['server'];
  auditor: ServiceMock<AuditorService>;
  /** Ends of audited events, in order. */
  audits: Audit[];
  /** Signals in the order in which they were published. */
  signals: HybridSignal[];
  /** Notifications in the order in which they were sent. */
  notifications: NotificationSendOptions[];
  /** Permission questions that were asked, one list per call. */
  questions: { permission: string; resourceRef?: string }[][];
  get(path: string, user?: string): request.Test;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): request.Test;
  put(path: string, body: unknown, user?: string): request.Test;
  delete(path: string, user?: string): request.Test;
  /** Runs a scheduled task now. */
  runTask(id: string): Promise<void>;
  client(user?: string): HybridClient;
  stop(): Promise<void>;
}

/** How a test's backend differs from the usual one. */
export interface BackendOptions {
  entities?: Entity[];
  /** A catalog in the place of one that has the entities. */
  catalog?: CatalogService;
  hybrid?: JsonObject;
  /**
   * The endpoint tells by the name of the key what a principal may do. Null: there is no
   * `aws` configuration.
   */
  accessKeyId?: string | null;
  allow?(
    permission: string,
    resourceRef: string | undefined,
    caller: string,
  ): boolean;
  /** A database that outlives the backend. */
  knex?: Knex;
  /** Whether scheduled tasks run once at the start. */
  runTasks?: boolean;
  /** Other plugins, and services in the place of those of a test backend. */
  features?: BackendFeature[];
}

/**
 * The real plugin in a test backend, with real SDK clients. `allow` decides about each
 * permission; by default everything is allowed.
 */
export async function startBackend(
  options: BackendOptions = {},
): Promise<TestBackend> {
  const audits: Audit[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId }) => ({
      success: async end => {
        audits.push({ eventId, outcome: 'success', meta: end?.meta });
      },
      fail: async ({ error, meta }) => {
        audits.push({ eventId, outcome: 'fail', message: error.message, meta });
      },
    }),
  });
  const signals: HybridSignal[] = [];
  const notifications: NotificationSendOptions[] = [];
  const questions: TestBackend['questions'] = [];
  const allow = options.allow ?? (() => true);
  const authorize: PermissionsService['authorize'] = async (
    requests,
    { credentials },
  ) => {
    const caller = callerRef(credentials as BackstageCredentials);
    const asked = requests.map(({ permission, ...rest }) => ({
      permission: permission.name,
      resourceRef: (rest as { resourceRef?: string }).resourceRef,
    }));
    questions.push(asked);
    return asked.map(({ permission, resourceRef }) => ({
      result: allow(permission, resourceRef, caller)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    }));
  };
  const permissions = mockServices.permissions.mock({
    authorize,
  });
  // Its type does not tell that it makes a factory of itself, which runs the tasks.
  const scheduler = mockServices.scheduler() as SchedulerService &
    Pick<typeof mockServices.scheduler, 'factory'>;
  const database = openDatabase();
  const backend = await startTestBackend({
    features: [
      hybridPlugin,
      auditor.factory,
      permissions.factory,
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () =>
          options.catalog ??
          catalogServiceMock({ entities: options.entities ?? SHOP_ENTITIES }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async ({ message }) => {
            signals.push(message as unknown as HybridSignal);
          },
        }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => {
            notifications.push(notification);
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          hybrid: options.hybrid ?? SHOP_CONFIG,
          ...(options.accessKeyId !== null && {
            aws: awsConfig(options.accessKeyId ?? 'AKIATESTER'),
          }),
        },
      }),
      scheduler.factory({ skipTaskRunOnStartup: !options.runTasks }),
      ...(options.features ?? []),
      ...(options.knex
        ? [mockServices.database.factory({ knex: options.knex })]
        : [database.feature]),
    ],
  });
  const { server } = backend;
  const as = (user: string) => mockCredentials.user.header(user);
  const owner = 'user:default/owner';
  const url = (path: string) => `/api/hybrid/v1${path}`;
  return {
    server,
    auditor,
    audits,
    signals,
    notifications,
    questions,
    get: (path, user = owner) =>
      request(server).get(url(path)).set('Authorization', as(user)),
    post: (path, body, headers = {}) =>
      request(server)
        .post(url(path))
        .set('Authorization', as(owner))
        .set(headers)
        .send(body as object),
    put: (path, body, user = owner) =>
      request(server)
        .put(url(path))
        .set('Authorization', as(user))
        .send(body as object),
    delete: (path, user = owner) =>
      request(server).delete(url(path)).set('Authorization', as(user)),
    runTask: id => scheduler.triggerTask(id),
    client: (user = owner) =>
      new HybridClient({
        discoveryApi: {
          getBaseUrl: async () =>
            `http://localhost:${server.port()}/api/hybrid`,
        },
        fetchApi: {
          fetch: (input, init) =>
            fetch(input, {
              ...init,
              headers: { ...init?.headers, Authorization: as(user) },
            }),
        },
      }),
    async stop() {
      await backend.stop();
      await database.close();
    },
  };
}
