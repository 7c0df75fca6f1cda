import {
  elsewhereWeight,
  measuredLag,
  sharesOf,
  SITES,
  type Hold,
  type Plan,
  type PreflightReport,
  type ReplicationStatus,
  type ServiceStatus,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  durationInWords,
  eventLine,
  sharesInWords,
  unreachedInWords,
} from './words';

/** In good health the newest measurement of a lag is hardly older than this. */
const OLD_LAG_SECONDS = 180;

/** What a plan would do and why it may or may not, in Markdown. */
export function planReport(plan: Plan): string {
  const verdict = plan.allowed
    ? 'Every safety rule passed.'
    : 'A safety rule failed, so it would be refused.';
  const elsewhere = elsewhereWeight(plan.to, plan.elsewhereShare);
  const steps = plan.steps.map(({ weights, bakeSeconds }, index) => {
    const bake = bakeSeconds
      ? `, to prove itself for ${durationInWords(bakeSeconds)}`
      : '';
    return `${index + 1}. ${sharesInWords(weights, elsewhere)}${bake}`;
  });
  const rules = plan.rules.map(
    ({ title, passed, forced, explanation, remedy }) =>
      row([
        title,
        resultInWords(passed, forced),
        [explanation, !passed && remedy].filter(Boolean).join(' '),
      ]),
  );
  return [
    `**${plan.entityRef}**, ${plan.kind}: ${verdict}`,
    '',
    ...weightsTable(plan, ['now', 'then']),
    '',
    ...unreachedInWords(plan).flatMap(sentence => [sentence, '']),
    ...(steps.length > 1 ? [...steps, ''] : []),
    ...(plan.durationSeconds
      ? [`It goes back after ${durationInWords(plan.durationSeconds)}.`, '']
      : []),
    ...(plan.approvalRequired
      ? ['Somebody else has to approve it before anything is touched.', '']
      : []),
    '| Safety rule | Result | Why |',
    '| --- | --- | --- |',
    ...rules,
  ].join('\n');
}

/** How a shift went, in Markdown. */
export function shiftReport(shift: Shift): string {
  const { from, to, problem, recoveryTimeSeconds, returnTimeSeconds } = shift;
  const drill = shift.kind === 'drill';
  const facts = [
    ['Result', `**${shift.state}**`],
    ['Kind', shift.kind],
    ['Reason', shift.reason],
    ['Asked by', shift.requestedBy],
    ['Asked at', shift.createdAt],
    ['Ended at', shift.endedAt],
    [
      'Recovery time',
      recoveryTimeSeconds !== undefined &&
        `${durationInWords(
          recoveryTimeSeconds,
        )} from the request to the verified weights`,
    ],
    [
      'Return time',
      returnTimeSeconds !== undefined &&
        `${durationInWords(
          returnTimeSeconds,
        )} from the end of the drill to the old weights, verified`,
    ],
    [
      'Approved by',
      shift.approval?.decision === 'approved' && shift.approval.by,
    ],
    ['Problem', problem && `${problem.message} ${problem.remedy}`],
    ['Shift', `\`${shift.id}\``],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return [
    `**${shift.entityRef}**`,
    '',
    ...weightsTable({ ...shift.plan, from, to }, [
      'before',
      drill ? 'during the drill' : 'asked for',
    ]),
    '',
    ...unreachedInWords(shift.plan).flatMap(sentence => [sentence, '']),
    '| | |',
    '| --- | --- |',
    ...facts.map(row),
    '',
    ...shift.events.map(
      event => `${event.sequence}. ${event.at} ${inline(eventLine(event))}`,
    ),
  ].join('\n');
}

/** How a service is divided now, in Markdown. */
export function serviceReport({
  entityRef,
  sites,
  rules,
  diverged,
  elsewhereShare,
}: ServiceStatus): string {
  if (diverged && rules) {
    return [
      `The listener rules of **${entityRef}** disagree:`,
      '',
      ...rules.map(
        rule =>
          `- ${inline(
            [rule.loadBalancer, rule.listener].filter(Boolean).join(' '),
          )}: ${divided(rule.weights, rule.elsewhereShare)}`,
      ),
    ].join('\n');
  }
  const weights = { 'on-prem': sites['on-prem'].weight, aws: sites.aws.weight };
  return `**${entityRef}** is divided as ${divided(weights, elsewhereShare)}.`;
}

function divided(weights: Weights, elsewhereShare?: number): string {
  return sharesInWords(weights, elsewhereWeight(weights, elsewhereShare));
}

/** Until when the service is held, in Markdown. */
export function holdReport(entityRef: string, hold: Hold): string {
  return `**${entityRef}** is held by ${hold.by} until ${hold.until}: until then nobody else and no automation shifts its traffic. Then the weights stay as they are until somebody shifts them.`;
}

/** Whether a replication is ready, check by check, in Markdown. */
export function preflightReport(report: PreflightReport): string {
  const unknown = report.checks.filter(({ result }) => result === 'unknown');
  const ready =
    unknown.length === 0
      ? 'ready'
      : `ready as far as is known; ${unknown.length} of ${report.checks.length} checks have no answer`;
  return [
    `**${report.replicationId}** is ${
      report.ready ? ready : 'not ready'
    } (checked at ${report.checkedAt}).`,
    '',
    '| Check | Result | Evidence |',
    '| --- | --- | --- |',
    ...report.checks.map(({ title, result, evidence, remedy }) =>
      row([title, result, [evidence, remedy].filter(Boolean).join(' ')]),
    ),
  ].join('\n');
}

/** How far a replication is, in one line of Markdown or of the log. */
export function replicationInWords(
  replication: ReplicationStatus,
  now: Date = new Date(),
): string {
  const { id, state, fullLoadProgressPercent, problem } = replication;
  const measured = measuredLag(replication, now);
  const isOld = measured && measured.ageSeconds >= OLD_LAG_SECONDS;
  return [
    `${id} is ${state}`,
    measured
      ? `, ${durationInWords(measured.lagSeconds)} behind`
      : ', its lag is not known',
    isOld && ` at ${replication.lagMeasuredAt}`,
    fullLoadProgressPercent !== undefined &&
      fullLoadProgressPercent < 100 &&
      `, ${fullLoadProgressPercent} % loaded`,
    problem && `. ${problem.message} ${problem.remedy}`,
  ]
    .filter(Boolean)
    .join('');
}

function resultInWords(passed: boolean, forced?: boolean): string {
  if (passed) return 'passed';
  return forced ? 'forced' : '**failed**';
}

/** The shares; before, rule by rule where the service's rules disagree. */
function weightsTable(
  {
    from,
    fromRules,
    to,
    elsewhereShare,
  }: Pick<Plan, 'from' | 'fromRules' | 'to' | 'elsewhereShare'>,
  [before, after]: [string, string],
): string[] {
  const elsewhere = elsewhereWeight(to, elsewhereShare);
  const columns = [
    ...(fromRules ?? [{ rule: '', weights: from }]).map(
      ({ rule, weights }) => ({
        title: rule ? `${before}, ${shortRule(rule)}` : before,
        weights,
      }),
    ),
    { title: after, weights: to },
  ].map(column => ({
    ...column,
    shares: sharesOf(column.weights, elsewhere),
  }));
  return [
    row(['Site', ...columns.map(({ title }) => title)]),
    row(['---', ...columns.map(() => '---:')]),
    ...SITES.map(site =>
      row([site, ...columns.map(({ shares }) => percent(shares[site]))]),
    ),
    ...(elsewhere > 0
      ? [
          row([
            'neither',
            ...columns.map(({ shares }) =>
              percent(100 - shares['on-prem'] - shares.aws),
            ),
          ]),
        ]
      : []),
  ];
}

/** Of a listener rule's ARN, the load balancer and what tells the rule from others. */
function shortRule(arn: string): string {
  const parts = arn.split('/');
  return `${parts[2] ?? ''} ${parts.at(-1)}`.trim();
}

function percent(share: number): string {
  return `${Math.round(share)} %`;
}

function row(cells: string[]): string {
  return `| ${cells.map(inline).join(' | ')} |`;
}

/** What people wrote must not break the table, nor be a link or HTML. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[|<>[\]]/g, character => `\\${character}`);
}
