import type { TestPlatform } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../services';

/** The AWS weights that AWS is asked to write from now on, by service. */
export function countWrites(
  platform: TestPlatform,
  written?: (service: string) => void,
): Map<string, number[]> {
  const writes = new Map<string, number[]>(
    SERVICES.map(service => [service, []]),
  );
  platform.onCall((operation, input) => {
    if (operation !== 'ModifyRule') return;
    const service = serviceOf(platform, input.RuleArn)!;
    writes.get(service)!.push(awsWeight(platform, service, input.Actions));
    written?.(service);
  });
  return writes;
}

/** Whose rule it is. */
export function serviceOf(
  platform: TestPlatform,
  ruleArn: unknown,
): string | undefined {
  return SERVICES.find(name => platform.ruleArn(name) === ruleArn);
}

/** The AWS weight in the actions that a call writes. */
export function awsWeight(
  platform: TestPlatform,
  service: string,
  actions: unknown,
): number {
  const [group] = [...platform.world.tags].find(
    ([arn, tags]) =>
      arn.includes(':targetgroup/') &&
      tags.get('hybrid-platform:service') === service &&
      tags.get('hybrid-platform:site') === 'aws',
  )!;
  const tuple = (actions as Action[])
    .flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? [])
    .find(({ TargetGroupArn }) => TargetGroupArn === group);
  if (!tuple) throw new Error(`${service} is written without its AWS group`);
  return Number(tuple.Weight);
}

interface Action {
  ForwardConfig?: {
    TargetGroups: { TargetGroupArn: string; Weight: number }[];
  };
}
