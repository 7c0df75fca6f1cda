import type { Count, DrillReport, ServiceReport } from './report';

const NAMES = {
  alarm: 'CloudWatch alarm',
  watchdog: 'watchdog',
} as const;

/** What AWS adds that the sandbox cannot measure. */
const NOT_MEASURED = {
  alarm:
    'CloudWatch publishes and evaluates a minute some 15 to 105 s after its end, and a changed rule takes effect within seconds (modelled, see docs/drill.md).',
  watchdog:
    'On AWS a changed rule takes effect within seconds (modelled, see docs/drill.md).',
} as const;

/** A drill's report as plain text. */
export function printReport(report: DrillReport): string {
  const { before, duringOutage, after } = report;
  return [
    `Failover decided by: ${NAMES[report.detection]}`,
    `On-prem went down at ${report.outageAt}, ${report.secondsIntoMinute} s into a minute.`,
    '',
    ...timeline(report).map(([at, text]) => `  ${at.padStart(8)}  ${text}`),
    '',
    ...table(report.services),
    '',
    `Before the outage:  ${counted(before)}, ${
      before.onPremPercent
    } % of them served on-prem`,
    `During the outage:  ${counted(duringOutage)}`,
    `After it:           ${counted(after)}`,
    '',
    report.recoverySeconds === null
      ? 'Time to recovery:   not recovered'
      : `Time to recovery:   ${report.recoverySeconds} s (limit ${report.limitSeconds} s)`,
    `Not in it:          ${NOT_MEASURED[report.detection]}`,
    report.passed
      ? 'Passed: all traffic moved to aws by itself.'
      : `FAILED: ${report.failures.join('; ')}.`,
  ].join('\n');
}

function timeline(report: DrillReport): [string, string][] {
  const { services } = report;
  const lines: [number, string][] = [];
  const add = (
    key: 'detected' | 'alarmed' | 'decided' | 'moved',
    one: string,
  ) => {
    const times = services.map(s => s[key]).filter(at => at !== null);
    if (times.length === 0) return;
    const first = Math.min(...times);
    const last = Math.max(...times);
    const who =
      times.length === services.length
        ? 'all services'
        : `${times.length} of ${services.length} services`;
    const until = last > first ? ` (the last at ${last} s)` : '';
    lines.push([first, `${one}: ${who}${until}`]);
  };
  add('detected', 'Health checks find no healthy on-prem target');
  if (report.detection === 'alarm') add('alarmed', 'Alarm goes to ALARM');
  add('decided', 'Lambda decides, and marks the rule');
  add('moved', 'ModifyRule sets on-prem 0, aws 100');
  if (report.recoverySeconds !== null) {
    lines.push([report.recoverySeconds, 'Last request that failed']);
  }
  lines.sort(([a], [b]) => a - b);
  return [
    ['0 s', 'On-prem is switched off'],
    ...lines.map(([at, text]): [string, string] => [`${at} s`, text]),
  ];
}

function table(services: readonly ServiceReport[]): string[] {
  const rows = [
    ['service', 'detected', 'decided', 'moved', 'last failure', 'failed'],
    ...services.map(s => [
      s.service,
      seconds(s.detected),
      seconds(s.decided),
      seconds(s.moved),
      seconds(s.lastFailure),
      `${s.duringOutage.failed} of ${s.duringOutage.requests} (${s.duringOutage.failedPercent} %)`,
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows.map(row =>
    `  ${row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('   ')}`.trimEnd(),
  );
}

function seconds(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(1)} s`;
}

function counted({ requests, failed, failedPercent }: Count): string {
  return `${requests} requests, ${failed} failed (${failedPercent} %)`;
}
