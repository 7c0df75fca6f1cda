import type { LoggerService } from '@backstage/backend-plugin-api';
import { sameWeights } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { attribute } from '../aws/attribution';
import type { RuleChange } from '../aws/cloudTrail';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';
import type { Snapshot } from '../platforms/snapshot';
import type { Clock } from '../durable/retry';
import type { ServiceShifts } from '../status/ServiceRecords';
import { movedByAutomationAt } from '../status/unexplained';
import type { SiteTargetGroups } from '../aws/rule/weights';
import { nextLookUp } from './lookUps';
import type { DriftStore, OpenDrift } from './DriftStore';

/** A drift, and the target groups by which its change is recognised. */
export interface Candidate {
  drift: OpenDrift;
  targetGroups: SiteTargetGroups;
  /** When a shift or automation last set other weights; what was set before is not the drift. */
  after?: string;
}

/** CloudTrail takes two look-ups a second, of everybody in the account together. */
const PAUSE_MS = 1_000;

/** How many are asked for one by one; of more, what changed lately is asked for at once. */
const ONE_BY_ONE = 10;

const MAX_PAGES = 5;
const LATELY_MS = 60 * 60_000;

/** Without the right to ask, it is not asked for this long. */
const DENIED_FOR_MS = 60 * 60_000;

/** Asks CloudTrail who changed the rules that have drifted. */
export class DriftInquiry {
  #deniedUntil = 0;
  #nextAt = 0;

  constructor(
    private readonly options: {
      aws: PlatformAws;
      store: DriftStore;
      /** Whether a shift of ours made the call. */
      isOwnRequest(awsRequestId: string): Promise<boolean>;
      clock: Clock;
      logger: LoggerService;
      /** Stops it when the backend stops. */
      signal: AbortSignal;
    },
  ) {}

  /** Those of the candidates that it is now known of who changed them. */
  async lookUp(candidates: Candidate[]): Promise<OpenDrift[]> {
    const now = this.#now();
    const due = candidates.filter(
      ({ drift }) => drift.lookUpAt !== undefined && drift.lookUpAt <= now,
    );
    if (due.length === 0 || now < this.#deniedUntil) return [];
    const found: OpenDrift[] = [];
    const lately = this.#lately();
    for (const candidate of due) {
      if (this.options.signal.aborted) break;
      const known = await this.#lookUp(candidate, due.length, lately);
      if (known) found.push(known);
      if (this.#now() < this.#deniedUntil) break;
    }
    return found;
  }

  async #lookUp(
    { drift, targetGroups, after }: Candidate,
    total: number,
    lately: () => Promise<RuleChange[]>,
  ): Promise<OpenDrift | undefined> {
    const { store, isOwnRequest, clock, logger } = this.options;
    const next = nextLookUp(drift.lookUps, clock.now());
    if (!(await store.takeLookUp(drift, next))) return undefined;
    try {
      const changes = await this.#changesOf(drift.ruleArn, total, lately);
      const changedBy = attribute(changes, drift.actual, targetGroups, after);
      const { awsRequestId } = changedBy ?? {};
      // What a shift of ours did is nobody's drift, whatever became of the shift.
      if (!changedBy) return undefined;
      if (awsRequestId && (await isOwnRequest(awsRequestId))) {
        return undefined;
      }
      await store.attribute(drift.id, changedBy);
      return { ...drift, changedBy };
    } catch (error) {
      if (problemIn(error)?.code !== 'aws-access-denied') {
        logger.debug('CloudTrail could not be asked', error as Error);
        return undefined;
      }
      this.#deny();
      return undefined;
    }
  }

  async #changesOf(
    ruleArn: string,
    total: number,
    lately: () => Promise<RuleChange[]>,
  ): Promise<RuleChange[]> {
    const own =
      total > ONE_BY_ONE
        ? []
        : await this.#paced(aws => aws.ruleChanges(ruleArn));
    if (own.length > 0) return own;
    return (await lately()).filter(change => change.ruleArn === ruleArn);
  }

  /** What changed any rule lately, looked up once for all candidates. */
  #lately(): () => Promise<RuleChange[]> {
    let changes: Promise<RuleChange[]> | undefined;
    return () => {
      changes ??= this.#paced(aws =>
        aws.recentRuleChanges(new Date(this.#now() - LATELY_MS), MAX_PAGES),
      );
      return changes;
    };
  }

  async #paced<T>(call: (aws: PlatformAws) => Promise<T>): Promise<T> {
    const { aws, clock, signal } = this.options;
    const early = this.#nextAt - this.#now();
    if (early > 0) await clock.sleep(early, signal);
    try {
      return await call(aws);
    } finally {
      this.#nextAt = this.#now() + PAUSE_MS;
    }
  }

  #deny(): void {
    const { logger, aws } = this.options;
    if (this.#deniedUntil === 0) {
      logger.info(
        `Who makes the weights of '${aws.platform.id}' drift stays unknown: the backend lacks the permission cloudtrail:LookupEvents`,
      );
    }
    this.#deniedUntil = this.#now() + DENIED_FOR_MS;
  }

  #now(): number {
    return this.options.clock.now().getTime();
  }
}

/** The candidates among the drifts: those whose service is there to compare with. */
export function candidatesAmong(
  drifts: Iterable<OpenDrift>,
  { services, takenAt }: Pick<Snapshot, 'services' | 'takenAt'>,
  shifts: Map<string, Pick<ServiceShifts, 'settledFrom' | 'decidedAt'>>,
): Candidate[] {
  const byName = new Map(services.map(service => [service.name, service]));
  return [...drifts].flatMap(drift => {
    const service = byName.get(drift.service);
    // A rule that was replaced goes on under another name.
    const rule =
      service?.rules.find(({ arn }) => arn === drift.ruleArn) ??
      service?.rules.find(each => sameWeights(each.weights, drift.actual));
    if (!service || !rule) return [];
    const known = shifts.get(drift.service) ?? {};
    const [after] = [
      known.settledFrom,
      movedByAutomationAt(service, known, takenAt),
    ]
      .flatMap(time => time ?? [])
      .sort((a, b) => b.localeCompare(a));
    return [
      {
        drift: { ...drift, ruleArn: rule.arn },
        targetGroups: rule.targetGroups,
        ...(after && { after }),
      },
    ];
  });
}
