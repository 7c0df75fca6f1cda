import {
  sameWeights,
  SITES,
  type ServiceStatus,
  type SnapshotInfo,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Truth } from '../observe/types';
import { broken, type Broken } from './Broken';
import { inWords } from './writes';

const INVARIANT = 'shown as it was within the stated age';

/** What is looked at again and again is recorded so much later at most. */
const RECORDED_MS = 50;

/** When an answer was asked for and given, and how late it may be besides. */
export interface Asking {
  sentAt: number;
  answeredAt: number;
  /** How old the targets' health may be that an answer has. */
  detailMaxAgeMs: number;
  /** How long a look at the targets may have taken, since when they may have changed. */
  lookMs: number;
}

/** What the card of a service, or its line on the fleet page, says that was not so. */
export function shownWrongly(
  status: ServiceStatus,
  asking: Asking,
  truth: Truth,
): Broken[] {
  return [
    ...wrongWeights(status, asking, truth),
    ...wrongAlarms(status, asking, truth),
    ...wrongAge(status.snapshot, asking),
  ];
}

/** Health from targets, which only the card of a single service has. */
export function wrongTargets(
  status: ServiceStatus,
  { sentAt, answeredAt, detailMaxAgeMs, lookMs }: Asking,
  truth: Truth,
): Broken[] {
  const { service, sites, snapshot } = status;
  // What could not be looked up again is as old as the snapshot at least, and is told as stale.
  const since = snapshot.stale
    ? Math.min(Date.parse(snapshot.takenAt), sentAt)
    : sentAt;
  const from = since - detailMaxAgeMs - lookMs;
  return SITES.flatMap(site => {
    const { health, targets } = sites[site];
    // Nothing is known, and nothing is said; or alarms tell the health, and not the counts.
    if (health === 'unknown' || !targets) return [];
    const { healthy, total } = targets;
    const were = truth.targets(service, site, from, answeredAt);
    return were.some(is => is.healthy === healthy && is.total === total)
      ? []
      : [
          broken(
            INVARIANT,
            `healthy targets of ${service} on ${site} since ${iso(from)}: ${were
              .map(is => `${is.healthy}/${is.total}`)
              .join(', ')}`,
            `${healthy}/${total}${snapshot.stale ? ', stale' : ''}`,
          ),
        ];
  });
}

function wrongWeights(
  { service, sites, snapshot, rules, diverged }: ServiceStatus,
  { answeredAt }: Asking,
  truth: Truth,
): Broken[] {
  const shown = {
    'on-prem': sites['on-prem'].weight,
    aws: sites.aws.weight,
  };
  const from = Date.parse(snapshot.takenAt) - RECORDED_MS;
  const were = truth.weights(service, from, answeredAt);
  const all = rules?.map(({ weights }) => weights) ?? [shown];
  const isShown = (weights: Weights) => sameWeights(weights, shown);
  const isSo = (moment: Weights[]) =>
    inOrder(moment) === inOrder(all) &&
    moment.some(isShown) &&
    Boolean(diverged) === new Set(moment.map(inWords)).size > 1;
  return were.some(isSo) ||
    (diverged && wereOneByOne(all, were) && all.some(isShown))
    ? []
    : [
        broken(
          INVARIANT,
          `weights of ${service} since ${iso(from)}: ${were
            .map(inOrder)
            .join(', ')}`,
          `${inOrder(all)}${diverged ? ', diverged' : ''}`,
        ),
      ];
}

function wrongAlarms(
  { service, alarms, snapshot }: ServiceStatus,
  { answeredAt }: Asking,
  truth: Truth,
): Broken[] {
  const from = Date.parse(snapshot.takenAt) - RECORDED_MS;
  return alarms.flatMap(({ name, state }) => {
    const were = truth.alarm(name, from, answeredAt);
    return were.includes(state)
      ? []
      : [
          broken(
            INVARIANT,
            `states of ${name} of ${service} since ${iso(from)}: ${were.join(
              ', ',
            )}`,
            state,
          ),
        ];
  });
}

/**
 * Several listeners take several calls, between which a shift may write. What is read then looks
 * diverged, and is true rule by rule; each rule still has to have had its weights.
 */
function wereOneByOne(all: Weights[], were: Weights[][]): boolean {
  const hadWeights = (rule: number, weights: Weights) =>
    were.some(moment => moment[rule] && sameWeights(moment[rule], weights));
  const orders = [all, [...all].reverse()];
  return orders.some(order =>
    order.every((weights, rule) => hadWeights(rule, weights)),
  );
}

/** The weights of several rules in one word, whatever their order. */
function inOrder(rules: Weights[]): string {
  return rules.map(inWords).sort().join('+');
}

/** The age is that of the time, to the second. */
function wrongAge(
  { takenAt, ageSeconds }: SnapshotInfo,
  { sentAt, answeredAt }: Asking,
): Broken[] {
  const age = (at: number) => (at - Date.parse(takenAt)) / 1000;
  return ageSeconds >= age(sentAt) - 1 && ageSeconds <= age(answeredAt) + 1
    ? []
    : [
        broken(
          INVARIANT,
          `an age of ${takenAt} at ${iso(answeredAt)}`,
          `${ageSeconds} s`,
        ),
      ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
