import {
  awsEnvironment,
  startTestPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from '@hybrid-platform/sandbox/testing';
import { startBackend, type BackendOptions, type TestBackend } from './backend';

/** How long it lives: for all tests of its `describe`, or anew for each. */
interface Life extends TestPlatformOptions {
  each?: boolean;
}

/** The example platform for the tests of the enclosing `describe`, with SDK clients led to it. */
export function withPlatform({ each, ...life }: Life = {}): TestPlatform {
  return living(
    each,
    () => openPlatform(life),
    platform => platform.close(),
  );
}

/**
 * The plugin before the example platform, for the tests of the enclosing `describe`. Options
 * that are made anew for each backend, such as its database, are given by a function.
 */
export function withBackend(
  options:
    | BackendOptions
    | ((platform: TestPlatform) => Promise<BackendOptions>) = {},
  { each, ...life }: Life = {},
): { platform: TestPlatform; backend: TestBackend } {
  const both = living(
    each,
    async () => {
      const platform = await openPlatform(life);
      const backend = await startBackend(
        typeof options === 'function' ? await options(platform) : options,
      );
      return { platform, backend };
    },
    async ({ platform, backend }) => {
      // What is in the way of AWS is not in the way of the end.
      platform.onCall(undefined);
      await backend.stop();
      await platform.close();
    },
  );
  return {
    platform: current(() => both.platform),
    backend: current(() => both.backend),
  };
}

async function openPlatform(
  options: TestPlatformOptions,
): Promise<TestPlatform> {
  const platform = await startTestPlatform(options);
  Object.assign(process.env, awsEnvironment(platform.url));
  return platform;
}

/** Starts and stops with the tests; stands for the one that lives at the moment. */
function living<T extends object>(
  each: boolean | undefined,
  start: () => Promise<T>,
  stop: (started: T) => Promise<void>,
): T {
  let started: T | undefined;
  (each ? beforeEach : beforeAll)(async () => {
    started = await start();
  });
  (each ? afterEach : afterAll)(async () => {
    // Nothing to stop where it did not start, which is the failure to tell.
    if (started) await stop(started);
    started = undefined;
  });
  return current(() => {
    if (!started) throw new Error('It is there only while a test runs');
    return started;
  });
}

/** An object that has at any time the members of the current one. */
function current<T extends object>(get: () => T): T {
  return new Proxy({} as T, {
    get: (_, member) => get()[member as keyof T],
  });
}
