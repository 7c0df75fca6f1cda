import type {
  Evacuation,
  EvacuationItem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { recoveryTimesOf } from './outcome';

/** Everything about an evacuation, for a machine. */
export function jsonReport(evacuation: Evacuation): string {
  const recoveryTimes = recoveryTimesOf(evacuation.items);
  return `${JSON.stringify({ ...evacuation, recoveryTimes }, null, 2)}\n`;
}

const COLUMNS: Record<string, (item: EvacuationItem) => unknown> = {
  service: item => item.service,
  entity: item => item.entityRef,
  result: item => item.state,
  'recovery time (s)': item => item.recoveryTimeSeconds,
  shift: item => item.shiftId,
  problem: item => item.problem?.code,
  message: item => item.problem?.message,
  remedy: item => item.problem?.remedy,
};

/** One line for each service, for a spreadsheet. */
export function csvReport(evacuation: Evacuation): string {
  const lines = [
    Object.keys(COLUMNS),
    ...evacuation.items.map(item =>
      Object.values(COLUMNS).map(valueOf => valueOf(item)),
    ),
  ];
  return lines.map(line => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet would run a text that begins like a formula.
  const text = String(value).replace(/^([=+\-@\t\r])/, "'$1");
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
