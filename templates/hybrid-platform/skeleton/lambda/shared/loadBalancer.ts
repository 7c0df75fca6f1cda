import {
  AddTagsCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ModifyRuleCommand,
  RemoveTagsCommand,
  type Action,
  type ElasticLoadBalancingV2Client,
  type Rule,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { formatHistory, parseHistory, type Move } from './automationHistory';
import type { Budget } from './budget';
import { countTargets, stateOf, type TargetCounts } from './health';
import type { Route } from './service';
import { isNotFound } from './notFound';
import { TAGS_BATCH, readTags } from './readTags';
import { weightsOf } from './ruleActions';
import type { Weights } from './sites';
import {
  TAGS,
  formatAutomation,
  parseHold,
  parseAutomation,
  unreadableAutomation,
  unreadableHold,
  type Hold,
  type Automation,
} from './tags';

/** A listener rule as AWS has it at this moment. */
export interface RuleState {
  actions: Action[];
  automation?: Automation;
  /** When automation moved it, the newest first. */
  history: Move[];
  hold?: Hold;
  /** A tag that looks like a hold and is none, as nobody can read when it ends. */
  unreadableHold?: string;
  unreadableAutomation?: string;
}

/** The ELB calls that failover needs; every read asks the budget for leave. */
export class LoadBalancer {
  readonly #client: Pick<ElasticLoadBalancingV2Client, 'send'>;
  readonly #reads: Budget;

  constructor(
    client: Pick<ElasticLoadBalancingV2Client, 'send'>,
    reads: Budget,
  ) {
    this.#client = client;
    this.#reads = reads;
  }

  async readHealth(groupArn: string): Promise<TargetCounts> {
    await this.#reads.take();
    const { TargetHealthDescriptions = [] } = await this.#client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: groupArn }),
    );
    return countTargets(TargetHealthDescriptions.map(stateOf));
  }

  /** All rules of a listener but its default one; ELB answers up to 400 by one call. */
  async readListener(listenerArn: string): Promise<Rule[]> {
    const rules: Rule[] = [];
    let Marker: string | undefined;
    do {
      await this.#reads.take();
      const page: { Rules?: Rule[]; NextMarker?: string } =
        await this.#client.send(
          new DescribeRulesCommand({
            ListenerArn: listenerArn,
            PageSize: 400,
            Marker,
          }),
        );
      rules.push(...(page.Rules ?? []).filter(({ IsDefault }) => !IsDefault));
      Marker = page.NextMarker || undefined;
    } while (Marker);
    return rules;
  }

  /** The tags of rules and target groups themselves. */
  async readTags(
    arns: readonly string[],
  ): Promise<Map<string, Record<string, string>>> {
    const tags = new Map<string, Record<string, string>>();
    for (let start = 0; start < arns.length; start += TAGS_BATCH) {
      const batch = await this.#readTags(arns.slice(start, start + TAGS_BATCH));
      batch.forEach((found, arn) => tags.set(arn, Object.fromEntries(found)));
    }
    return tags;
  }

  /**
   * The rules of one service as they are now. Those that are gone are left out, unless all
   * are: that is an error.
   */
  async readExisting(arns: readonly string[]): Promise<Map<string, RuleState>> {
    try {
      return await this.#readBatch([...arns]);
    } catch (error) {
      if (!isNotFound(error) || arns.length === 1) throw error;
      const states = new Map<string, RuleState>();
      for (const arn of arns) {
        const state = await this.#readBatch([arn]).catch(failure => {
          if (!isNotFound(failure)) throw failure;
        });
        state?.forEach(found => states.set(arn, found));
      }
      if (states.size === 0) throw error;
      return states;
    }
  }

  async readWeights({
    ruleArn,
    groupArns,
  }: Pick<Route, 'ruleArn' | 'groupArns'>): Promise<Weights> {
    const actions = await this.#readActions([ruleArn]);
    return weightsOf(actions.get(ruleArn) ?? [], groupArns);
  }

  /**
   * Many rules in few calls. One deleted rule fails its whole batch, so rules that could
   * not be read are left out, to be read one by one.
   */
  async readRules(arns: readonly string[]): Promise<Map<string, RuleState>> {
    const states = new Map<string, RuleState>();
    for (let start = 0; start < arns.length; start += TAGS_BATCH) {
      const batch = await this.#readBatch(
        arns.slice(start, start + TAGS_BATCH),
      ).catch(() => new Map<string, RuleState>());
      batch.forEach((state, arn) => states.set(arn, state));
    }
    return states;
  }

  /** The rule's whole list of actions: ModifyRule replaces it. */
  async writeActions(ruleArn: string, actions: Action[]): Promise<void> {
    await this.#client.send(
      new ModifyRuleCommand({ RuleArn: ruleArn, Actions: actions }),
    );
  }

  /** Notes the state on all rules of a service at once, so that they have the same. */
  async setAutomation(
    ruleArns: readonly string[],
    automation: Automation,
  ): Promise<void> {
    await this.#addTags(ruleArns, automationTag(automation));
  }

  /**
   * Notes the state of a rule and its history, by one call, as many rules may fail over at
   * once. A rule that takes no tag more gets the state alone.
   */
  async setMove(
    ruleArn: string,
    automation: Automation,
    history: readonly Move[] | undefined,
  ): Promise<void> {
    const state = automationTag(automation);
    if (!history) return this.#addTags([ruleArn], state);
    return this.#addTags([ruleArn], state, historyTag(history)).catch(error => {
      if (!isRefusal(error)) throw error;
      return this.#addTags([ruleArn], state);
    });
  }

  /** Notes the history alone. A refusal is no failure: nothing that moves traffic reads it. */
  async setHistory(ruleArn: string, history: readonly Move[]): Promise<void> {
    await this.#addTags([ruleArn], historyTag(history)).catch(error => {
      if (!isRefusal(error)) throw error;
    });
  }

  async removeAutomation(ruleArns: readonly string[]): Promise<void> {
    await this.#client.send(
      new RemoveTagsCommand({
        ResourceArns: [...ruleArns],
        TagKeys: [TAGS.automation],
      }),
    );
  }

  async #addTags(arns: readonly string[], ...Tags: Tag[]): Promise<void> {
    await this.#client.send(
      new AddTagsCommand({ ResourceArns: [...arns], Tags }),
    );
  }

  async #readBatch(arns: string[]): Promise<Map<string, RuleState>> {
    const [actions, tags] = await Promise.all([
      this.#readActions(arns),
      this.#readTags(arns),
    ]);
    return new Map(
      arns.map(arn => {
        const hold = tags.get(arn)?.get(TAGS.hold);
        const automation = tags.get(arn)?.get(TAGS.automation);
        return [
          arn,
          {
            actions: actions.get(arn) ?? [],
            automation: parseAutomation(automation),
            unreadableAutomation: unreadableAutomation(automation),
            history: parseHistory(tags.get(arn)?.get(TAGS.automationHistory)),
            hold: parseHold(hold),
            unreadableHold: unreadableHold(hold),
          },
        ];
      }),
    );
  }

  async #readActions(arns: string[]): Promise<Map<string, Action[]>> {
    await this.#reads.take();
    const { Rules = [] } = await this.#client.send(
      new DescribeRulesCommand({ RuleArns: arns }),
    );
    return new Map(Rules.map(rule => [rule.RuleArn!, rule.Actions ?? []]));
  }

  async #readTags(arns: string[]): Promise<Map<string, Map<string, string>>> {
    await this.#reads.take();
    return readTags(this.#client, arns);
  }
}

function automationTag(automation: Automation): Tag {
  return { Key: TAGS.automation, Value: formatAutomation(automation) };
}

function historyTag(history: readonly Move[]): Tag {
  return { Key: TAGS.automationHistory, Value: formatHistory(history) };
}

/** Without the right, or with 50 tags on the rule already, trying again changes nothing. */
function isRefusal(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: unknown };
  return /^(AccessDenied|TooManyTags|UnauthorizedOperation)/.test(String(name));
}
