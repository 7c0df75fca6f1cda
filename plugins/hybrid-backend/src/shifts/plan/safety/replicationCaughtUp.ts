import { fail, pass, type SafetyFacts, type SafetyRule } from './facts';
import { gainingInSteps } from './gaining';

type Replication = SafetyFacts['replication']['replications'][number];

/**
 * Traffic that moves to the site that receives the data finds there only what has been
 * replicated: what was written within the lag is missing, and may be lost.
 */
export const replicationCaughtUp: SafetyRule = {
  id: 'replication-caught-up',
  title: 'Replication has caught up',
  check: facts => {
    const { replications, problem, maxLagSeconds } = facts.replication;
    const gaining = gainingInSteps(facts);
    if (gaining.length === 0) return pass('No site gains traffic.');
    const receiving = replications.filter(
      ({ receivingSite }) => receivingSite && gaining.includes(receivingSite),
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
    if (receiving.length === 0) return pass(whyNot(replications));

    const behind = receiving
      .map(each => whatIsWrong(each, maxLagSeconds))
      .filter(wrong => wrong !== undefined);
    const lag = longestLag(receiving);
    const atRisk = lag !== undefined && { writesAtRiskSeconds: lag };
    if (behind.length === 0) {
      return {
        ...pass(
          `${receiving.map(({ id }) => id).join(' and ')} trails by ${seconds(
            lag!,
          )} s, and ${seconds(
            maxLagSeconds,
          )} s are allowed; what was written in that time may be missing.`,
        ),
        ...atRisk,
      };
    }
    return {
      ...fail(
        `${behind.join(' ')} ${
          lag === undefined
            ? 'How many seconds of writes may be lost is not known.'
            : `The writes of the last ${seconds(lag)} s may be lost.`
        }`,
        'Bring the replication to run and wait until it has caught up; force the rule only when those writes may be lost.',
      ),
      ...atRisk,
    };
  },
};

function whatIsWrong(
  { id, state, lagSeconds, fullLoadProgressPercent: loaded }: Replication,
  maxLagSeconds: number,
): string | undefined {
  if (state !== 'running') return `The replication ${id} is ${state}.`;
  if (loaded !== undefined && loaded < 100) {
    return `The replication ${id} has loaded ${loaded} % of its tables.`;
  }
  if (lagSeconds === undefined) {
    return `The replication ${id} is running, but CloudWatch has no measurement of its lag.`;
  }
  if (lagSeconds <= maxLagSeconds) return undefined;
  return `The replication ${id} trails by ${seconds(
    lagSeconds,
  )} s, and at most ${seconds(maxLagSeconds)} s are allowed.`;
}

function whyNot(replications: Replication[]): string {
  if (replications.length === 0) return 'The platform has no replication.';
  const unknown = replications.filter(({ receivingSite }) => !receivingSite);
  return unknown.length > 0
    ? `Which site receives the data of ${unknown
        .map(({ id }) => id)
        .join(
          ' and ',
        )} is not known, so it is not looked at: its endpoints name no site.`
    : 'No site that gains traffic receives its data by replication.';
}

/** Absent as soon as one is unknown, for that may be the longest; a stopped one's grows unseen. */
function longestLag(receiving: Replication[]): number | undefined {
  const lags = receiving.map(({ state, lagSeconds }) =>
    state === 'running' ? lagSeconds : undefined,
  );
  return lags.some(lag => lag === undefined)
    ? undefined
    : Math.max(...(lags as number[]));
}

function seconds(value: number): string {
  return String(Math.round(value * 10) / 10);
}
