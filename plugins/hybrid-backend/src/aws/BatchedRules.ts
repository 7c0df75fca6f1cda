import type {
  ElasticLoadBalancingV2Client,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { problemIn } from '../errors';
import { Batch } from './batch';
import { isTransient } from './failures';
import { withPermit, type Pacing } from './pacing';
import type { RequestCategory } from '../config/requestLimits';
import { readRules, readTags, removeTag, setTag } from './loadBalancing';

type Tags = Record<string, string>;

/** What shifts do to rules and their tags, many in one call where ELB takes many. */
export class BatchedRules {
  readonly #rules: Batch<{ rule: Rule; requestId?: string }>;
  readonly #tags: Batch<Tags>;
  readonly #set: Batch<void>;
  readonly #remove: Batch<void>;

  /** @param using - makes calls with the client, and throws what fails as a problem. */
  constructor(
    pacing: Pacing,
    using: <T>(
      calls: (client: ElasticLoadBalancingV2Client) => Promise<T>,
    ) => Promise<T>,
  ) {
    const batch = <T>(
      category: RequestCategory,
      call: (
        client: ElasticLoadBalancingV2Client,
        arns: string[],
        group: string,
      ) => Promise<Map<string, T>>,
    ) =>
      new Batch<T>({
        acquire: () => pacing.acquire(category),
        call: (arns, group) =>
          withPermit(() => using(client => call(client, arns, group))),
        failsForAll: error => {
          const problem = problemIn(error);
          // What AWS refuses may be about one of the resources; all else is about the call.
          return (
            !problem || (isTransient(problem) && problem.code !== 'aws-failed')
          );
        },
      });
    this.#rules = batch('read', readRules);
    this.#tags = batch('read', readTags);
    this.#set = batch('write', async (client, arns, group) => {
      const [key, value] = JSON.parse(group) as [string, string];
      await setTag(client, arns, key, value);
      return new Map();
    });
    this.#remove = batch('write', async (client, arns, key) => {
      await removeTag(client, arns, key);
      return new Map();
    });
  }

  rule(arn: string): Promise<{ rule: Rule; requestId?: string }> {
    return this.#rules.get(arn);
  }

  tags(arn: string): Promise<Tags> {
    return this.#tags.get(arn);
  }

  setTag(arn: string, key: string, value: string): Promise<void> {
    return this.#set.get(arn, JSON.stringify([key, value]));
  }

  removeTag(arn: string, key: string): Promise<void> {
    return this.#remove.get(arn, key);
  }
}
