import { describeIndexFaults } from '../control/describeFaults';
import type {
  AwsFaults,
  SandboxEvent,
  SandboxStatus,
  SiteTraffic,
} from '../control/types';

/** The status as a table for a terminal; words, not only colours, say what is wrong. */
export function renderStatus(status: SandboxStatus): string {
  const head = ['SERVICE', 'SITE', 'WEIGHT', 'SHARE', 'HEALTHY', 'FAILED', ''];
  const rows = status.services.flatMap(service => {
    const { 'on-prem': onPrem, aws } = service.sites;
    const total = onPrem.requests + aws.requests;
    const alarms = service.alarms
      .filter(alarm => alarm.state === 'ALARM')
      .map(alarm => `${alarm.name} in ALARM`);
    return [
      row(service.name, 'on-prem', onPrem, total, alarms.join(', ')),
      row('', 'aws', aws, total, ''),
      ...otherRows(service),
    ];
  });
  return [
    `${status.platform} in ${status.region}, account ${status.accountId}; a minute of AWS takes ${status.minuteSeconds} s`,
    `AWS endpoint ${status.awsEndpoint}   load balancer ${status.trafficUrl}`,
    '',
    ...table([head, ...rows]),
    '',
    `Sites        on-prem ${upDown(status.sites['on-prem'].up)}, aws ${upDown(
      status.sites.aws.up,
    )}`,
    `VPN tunnels  ${
      status.tunnels
        .map(
          tunnel =>
            `${tunnel.number} (${tunnel.outsideIpAddress}) ${upDown(
              tunnel.up,
            )}`,
        )
        .join(', ') || 'none'
    }`,
    `Replication  ${replication(status)}`,
    `AWS faults   ${renderAwsFaults(status.aws)}`,
    `Tag index    ${describeIndexFaults(status.index)}`,
  ].join('\n');
}

/** Events, oldest first, as a log reads. */
export function renderEvents(events: SandboxEvent[]): string {
  return [...events].reverse().map(renderEvent).join('\n');
}

/** One event in one line. */
export function renderEvent(event: SandboxEvent): string {
  return `${event.at.slice(11, 19)}  ${event.kind.padEnd(11)}  ${
    event.message
  }`;
}

/** Groups of neither site, and rules that differ from the first one. */
function otherRows({
  rules = [],
}: SandboxStatus['services'][number]): string[][] {
  const [first, ...more] = rules;
  const groups = (first?.others ?? []).map(({ name, weight }) =>
    extra(name, String(weight), ''),
  );
  const diverged = more
    .filter(
      ({ weights }) =>
        weights['on-prem'] !== first?.weights['on-prem'] ||
        weights.aws !== first?.weights.aws,
    )
    .map(({ at, weights }) =>
      extra(
        '',
        `${weights['on-prem']}/${weights.aws}`,
        `on the listener ${at}`,
      ),
    );
  return [...groups, ...diverged];
}

function extra(site: string, weight: string, note: string): string[] {
  return ['', site, weight, '', '', '', note];
}

function row(
  name: string,
  site: string,
  traffic: SiteTraffic,
  total: number,
  note: string,
): string[] {
  const share =
    total === 0 ? '–' : `${Math.round((100 * traffic.requests) / total)} %`;
  const down = traffic.targets.filter(target => !target.up).length;
  const notes = [
    traffic.up ? '' : 'switched off',
    down > 0 ? `${down} target${down === 1 ? '' : 's'} switched off` : '',
    note,
  ].filter(Boolean);
  return [
    name,
    site,
    String(traffic.weight),
    share,
    `${traffic.healthy}/${traffic.total}`,
    String(traffic.failures),
    notes.join('; '),
  ];
}

function table(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(cells => cells[column].length)),
  );
  return rows.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

function replication({ replication: task }: SandboxStatus): string {
  if (!task) return 'none';
  const forced = task.forcedLag ? ' (held by hand)' : '';
  return [
    `${task.state}, ${Math.round(task.lagSeconds)} s behind${forced}`,
    task.silentSeconds !== undefined &&
      `last measured ${task.silentSeconds} s ago`,
    task.suspended && `suspended ${task.suspended.join(' ')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function renderAwsFaults(faults: AwsFaults): string {
  const late = faults.dropAfterApply ? ' after they took effect' : '';
  const parts = [
    faults.throttleRate > 0 && `throttled ${faults.throttleRate}`,
    faults.errorRate > 0 && `errors ${faults.errorRate}`,
    faults.latencyMs > 0 && `latency ${faults.latencyMs} ms`,
    faults.dropRate > 0 && `dropped ${faults.dropRate}${late}`,
    faults.hangRate > 0 && `unanswered ${faults.hangRate}${late}`,
  ].filter(Boolean);
  if (parts.length === 0) return 'none';
  return `${parts.join(', ')} (${
    faults.operations.join(', ') || 'all operations'
  })`;
}

function upDown(up: boolean): string {
  return up ? 'up' : 'DOWN';
}
