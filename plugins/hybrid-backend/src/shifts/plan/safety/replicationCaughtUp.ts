import {
  isCaughtUp,
  lagInWords,
  mayReceiveAt,
  measuredLag,
  receiverUnknown,
  writesAtRiskSeconds,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  fail,
  pass,
  type SafetyFacts,
  type SafetyRule,
  type Verdict,
} from './facts';
import { gainingInSteps } from './gaining';

type Replication = SafetyFacts['replication']['replications'][number];

/**
 * Traffic that moves to the site that receives the data finds there only what has been
 * replicated: what was written within the lag is missing, and may be lost. Whatever is not
 * known, may be lost too.
 */
export const replicationCaughtUp: SafetyRule = {
  id: 'replication-caught-up',
  title: 'Replication has caught up',
  check: facts => {
    const { replications, problem } = facts.replication;
    const gaining = gainingInSteps(facts);
    if (gaining.length === 0) return pass('No site gains traffic.');
    const receiving = replications.filter(each =>
      gaining.some(site => mayReceiveAt(each, site)),
    );
    // A receiver seen before is one still; without any, nobody knows that there is none.
    if (problem && (receiving.length > 0 || replications.length === 0)) {
      return fail(
        `The replication cannot be looked up, so nobody knows how far ${gaining.join(
          ' and ',
        )} trails: ${problem}`,
        'Try again in a moment. If the replication stays unknown, look at it in the DMS console, and force the rule only when the writes of the last minutes may be lost.',
      );
    }
    if (replications.length === 0) {
      return pass('The platform has no replication.');
    }
    if (receiving.length === 0) {
      return pass(
        `No site that gains traffic receives its data by replication${
          problem ? `, as was seen last. ${problem}` : '.'
        }`,
      );
    }
    return judge(receiving, facts);
  },
};

function judge(receiving: Replication[], facts: SafetyFacts): Verdict {
  const { now, replication } = facts;
  const { maxLagSeconds } = replication;
  const all = receiving.map(each => ({
    each,
    ...isCaughtUp(each, maxLagSeconds, now),
  }));
  const over = all.filter(judged => judged.over);
  const following = all.filter(judged => !judged.over);
  const ended = over.map(({ reason }) => reason);
  if (following.length === 0) return pass(ended.join(' '));

  const behind = following.flatMap(({ each, caughtUp, reason, remedy }) => {
    // It may bring its data to the gaining site, so it is no reason to pass.
    if (!each.receivingSite) return [receiverUnknown(each)];
    return caughtUp ? [] : [{ reason, remedy }];
  });
  const atRisk = mostAtRisk(
    following.map(({ each }) => each),
    now,
  );
  const known = atRisk !== undefined && { writesAtRiskSeconds: atRisk };
  if (behind.length === 0) {
    const lags = following.map(({ each }) => measuredLag(each, now)!);
    const trailing = following
      .map(({ each }, index) => lagInWords(each.id, lags[index]))
      .join(' and ');
    const missing = lags.every(({ ageSeconds }) => ageSeconds < 1)
      ? 'in that time'
      : `in the last ${seconds(atRisk!)} s`;
    return {
      ...pass(
        [
          `${trailing}, and ${seconds(
            maxLagSeconds,
          )} s are allowed; what was written ${missing} may be missing.`,
          ...ended,
        ].join(' '),
      ),
      ...known,
    };
  }
  const remedies = behind.flatMap(({ remedy }) => remedy ?? []);
  return {
    ...fail(
      `${behind.map(({ reason }) => reason).join(' ')} ${
        atRisk === undefined
          ? 'How many seconds of writes may be lost is not known.'
          : `The writes of the last ${seconds(atRisk)} s may be lost.`
      }`,
      [
        ...new Set(remedies),
        'Force the rule only when those writes may be lost.',
      ].join(' '),
    ),
    ...known,
  };
}

/** Absent as soon as one is unknown, for that may be the most. */
function mostAtRisk(following: Replication[], now: Date): number | undefined {
  let most = 0;
  for (const each of following) {
    const atRisk = each.receivingSite && writesAtRiskSeconds(each, now);
    if (typeof atRisk !== 'number') return undefined;
    most = Math.max(most, atRisk);
  }
  return most;
}

function seconds(value: number): string {
  return String(Math.round(value * 10) / 10);
}
