import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { HybridActionOptions } from '../hybrid/options';
import { OWNER } from './hybridBackend';

/** What one step of a task did. */
export interface StepResult {
  output: JsonObject;
  log: string[];
  error?: Error;
}

/** A task of the scaffolder that runs one step, and can be retried. */
export interface TestTask {
  /** Runs the step. What its checkpoints kept is there the next time. */
  run(): Promise<StepResult>;
  /** What the scaffolder keeps when it dies before a checkpoint is written: nothing. */
  loseCheckpoints(): void;
  cancel(): void;
  /** The log so far. */
  log: string[];
}

/** A task for one of the actions, with real requests to the backend at the address. */
export function testTask(
  create: (options: HybridActionOptions) => TemplateAction<any, any, any>,
  backendUrl: string,
  input: JsonObject,
  options: {
    taskId?: string;
    user?: string;
    isDryRun?: boolean;
    timing?: HybridActionOptions['timing'];
  } = {},
): TestTask {
  const { taskId = `task-${Math.random()}`, user = OWNER } = options;
  const action = create({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    config: mockServices.rootConfig({
      data: { app: { baseUrl: 'https://backstage.example.com' } },
    }),
    discovery: {
      getBaseUrl: async plugin => `${backendUrl}/api/${plugin}`,
      getExternalBaseUrl: async plugin => `${backendUrl}/api/${plugin}`,
    },
    // An outage is so long that a busy machine is not taken for one.
    timing: { pollMs: 5, outageMs: 30_000, settleMs: 50, ...options.timing },
  });
  const controller = new AbortController();
  const checkpoints = new Map<string, string>();
  const log: string[] = [];
  const write = (message: string) => {
    log.push(message);
  };
  const logger = mockServices.logger.mock({
    info: write,
    warn: write,
    error: write,
  });

  const run = async (): Promise<StepResult> => {
    const output: JsonObject = {};
    const context = {
      ...createMockActionContext({ input, workspacePath: '/nowhere' }),
      logger,
      task: { id: taskId },
      step: { id: 'step', name: 'Step' },
      isDryRun: options.isDryRun,
      signal: controller.signal,
      getInitiatorCredentials: async () => mockCredentials.user(user),
      output: (name: string, value: JsonValue) => {
        output[name] = value;
      },
      // As the scaffolder does it: what it keeps has been JSON.
      checkpoint: async ({ key, fn }: { key: string; fn(): Promise<any> }) => {
        if (!checkpoints.has(key)) {
          checkpoints.set(key, JSON.stringify(await fn()));
        }
        return JSON.parse(checkpoints.get(key)!);
      },
    };
    try {
      await action.handler(context as never);
      return { output, log };
    } catch (error) {
      return { output, log, error: error as Error };
    }
  };
  return {
    run,
    log,
    loseCheckpoints: () => checkpoints.clear(),
    cancel: () => controller.abort(),
  };
}
