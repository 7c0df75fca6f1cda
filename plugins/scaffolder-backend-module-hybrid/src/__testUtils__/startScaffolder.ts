import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import type { JsonObject } from '@backstage/types';
import { setTimeout as sleep } from 'node:timers/promises';
import scaffolderModuleHybrid from '..';

/** How a run of a template ended. */
export interface TaskResult {
  id: string;
  status: 'completed' | 'failed';
  /** Why it failed. */
  error?: string;
  output: JsonObject;
  log: string[];
}

/** A run of a template that is under way. */
export interface RunningTask {
  /** What its log says so far. */
  log(): Promise<string[]>;
  /** Waits for its end. */
  ended(): Promise<TaskResult>;
}

/** A Backstage back end with the catalog, the scaffolder and a template. */
export interface RunningScaffolder {
  /** Runs the template and waits for its end. */
  run(values: JsonObject, template?: string): Promise<TaskResult>;
  /** Starts a run of the template, to be watched on its way. */
  start(values: JsonObject, template?: string): Promise<RunningTask>;
  /** Retries a task that has ended, and waits for its end. */
  retry(id: string): Promise<TaskResult>;
  /** Asks the back end as a user does. */
  request(path: string, body?: JsonObject): Promise<any>;
  /** Waits for an entity, such as `system/default/shop`, and returns it. */
  untilInCatalog(entity: string, timeoutMs: number): Promise<Entity>;
  stop(): Promise<void>;
}

const POLL_MS = 100;

/**
 * Starts a real catalog and scaffolder with a template file, and drives them over HTTP as a
 * user's browser does.
 */
export async function startScaffolder(options: {
  templateFile: string;
  /** The name of the template in that file. Default: hybrid-platform */
  template?: string;
  /** Files of other things that the catalog is to have. */
  catalogFiles?: string[];
  localRepositories?: string;
  /** What else runs in the back end, and its configuration. */
  features?: BackendFeature[];
  hybrid?: JsonObject;
}): Promise<RunningScaffolder> {
  const { templateFile, localRepositories, catalogFiles = [] } = options;
  const defaultTemplate = options.template ?? 'hybrid-platform';
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          catalog: {
            rules: [{ allow: ['System', 'Resource', 'Location'] }],
            locations: [
              {
                type: 'file',
                target: templateFile,
                rules: [{ allow: ['Template'] }],
              },
              ...catalogFiles.map(target => ({
                type: 'file',
                target,
                rules: [{ allow: ['Template', 'Component', 'System'] }],
              })),
            ],
            processingInterval: { seconds: 5 },
          },
          hybrid: {
            ...options.hybrid,
            scaffolder: localRepositories
              ? { localRepositories: { directory: localRepositories } }
              : {},
          },
        },
      }),
      catalogPlugin,
      templateEntityModel,
      scaffolderPlugin,
      githubModule,
      scaffolderModuleHybrid,
      ...(options.features ?? []),
    ],
  });

  const request = async (path: string, body?: JsonObject) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: {
          Authorization: mockCredentials.user.header(),
          'Content-Type': 'application/json',
        },
        body: body && JSON.stringify(body),
      },
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${path}: ${text}`);
    return JSON.parse(text);
  };

  const eventsOf = (
    id: string,
  ): Promise<{ type: string; body: JsonObject }[]> =>
    request(`scaffolder/v2/tasks/${id}/events`);
  const logOf = async (id: string) =>
    (await eventsOf(id)).map(({ body }) => String(body.message));

  const ended = async (id: string): Promise<TaskResult> => {
    let status = 'open';
    while (!['completed', 'failed', 'cancelled'].includes(status)) {
      await sleep(POLL_MS);
      ({ status } = await request(`scaffolder/v2/tasks/${id}`));
    }
    const events = await eventsOf(id);
    const end = events.find(({ type }) => type === 'completion')?.body;
    return {
      id,
      status: status === 'completed' ? 'completed' : 'failed',
      error: (end?.error as JsonObject)?.message as string,
      output: (end?.output as JsonObject) ?? {},
      log: events.map(({ body }) => String(body.message)),
    };
  };

  const start = async (
    values: JsonObject,
    template = defaultTemplate,
  ): Promise<RunningTask> => {
    const { id } = await request('scaffolder/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    return { log: () => logOf(id), ended: () => ended(id) };
  };
  const run = async (values: JsonObject, template?: string) =>
    (await start(values, template)).ended();

  const untilInCatalog = async (entity: string, timeoutMs: number) => {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = await request(`catalog/entities/by-name/${entity}`).catch(
        error => error as Error,
      );
      if (!(found instanceof Error)) return found;
      if (Date.now() > end) {
        throw new Error(
          `${entity} is not in the catalog after ${timeoutMs / 1000} s`,
        );
      }
      await sleep(POLL_MS);
    }
  };

  try {
    await untilInCatalog(`template/default/${defaultTemplate}`, 30_000);
  } catch (error) {
    await backend.stop();
    throw error;
  }
  const retry = async (id: string) => {
    await request(`scaffolder/v2/tasks/${id}/retry`, {});
    return ended(id);
  };
  return {
    run,
    start,
    retry,
    request,
    untilInCatalog,
    stop: () => backend.stop(),
  };
}
