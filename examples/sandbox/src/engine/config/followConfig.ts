import type { Lambdas } from '../../lambda-runtime/startLambdas';
import type { Engine } from '../startEngine';
import { loadConfig, type Config } from './loadConfig';
import { watchConfig } from './watchConfig';

/** What a running platform cannot change: every ARN is made of it. */
const FIXED = ['id', 'account', 'region'] as const;

/**
 * Lets a running platform follow its repository. A configuration that is wrong changes
 * nothing: the last good one stays, and the event log says what is wrong.
 */
export async function followConfig(
  repository: string,
  engine: Engine,
  lambdas: Lambdas | undefined,
): Promise<{ stop(): Promise<void> }> {
  const { events } = engine;
  let work: Promise<void> = Promise.resolve();

  const follow = async () => {
    const before = engine.config();
    try {
      const next = await loadConfig(repository);
      const changes = describeChanges(before, next);
      if (changes.length === 0) return;
      const fixed = FIXED.filter(
        key => before.platform[key] !== next.platform[key],
      );
      if (fixed.length > 0) {
        events.add({
          kind: 'config',
          message: `config/platform.yaml: ${fixed.join(
            ', ',
          )} cannot change while the sandbox runs. The last good configuration stays; restart the sandbox to follow.`,
        });
        return;
      }
      await engine.apply(next);
      if (differs(before.platform, next.platform)) {
        lambdas?.configure(next.platform);
      }
      for (const message of changes) events.add({ kind: 'config', message });
    } catch (error) {
      events.add({
        kind: 'config',
        message: `The last good configuration stays: ${
          (error as Error).message
        }`,
      });
    }
  };
  return watchConfig(repository, () => {
    // One after the other: a change that comes meanwhile is read afterwards.
    work = work.then(follow);
  });
}

function describeChanges(before: Config, next: Config): string[] {
  const old = new Map(before.services.map(each => [each.name, each]));
  const names = new Set(next.services.map(each => each.name));
  return [
    ...(differs(before.platform, next.platform)
      ? ['The platform has changed']
      : []),
    ...next.services.flatMap(service => {
      const previous = old.get(service.name);
      if (!previous) return `Service ${service.name} is new`;
      return differs(previous, service)
        ? `Service ${service.name} has changed`
        : [];
    }),
    ...before.services
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => `Service ${name} is gone`),
  ];
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
