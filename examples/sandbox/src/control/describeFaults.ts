import type { AwsFaults, TagIndexFaults } from './types';

/** The AWS endpoint's faults in a few words; `none` without any. */
export function describeAwsFaults(faults: AwsFaults): string {
  const percent = (rate: number) => `${Math.round(rate * 100)} %`;
  const late = faults.dropAfterApply ? ' after they took effect' : '';
  const parts = [
    faults.throttleRate > 0 && `${percent(faults.throttleRate)} throttled`,
    faults.errorRate > 0 && `${percent(faults.errorRate)} errors`,
    faults.latencyMs > 0 && `${faults.latencyMs} ms latency`,
    faults.dropRate > 0 && `${percent(faults.dropRate)} dropped${late}`,
    faults.hangRate > 0 && `${percent(faults.hangRate)} unanswered${late}`,
  ].filter(Boolean);
  if (parts.length === 0) return 'none';
  const operations = faults.operations.join(', ') || 'all operations';
  return `${parts.join(', ')} (${operations})`;
}

/** How the tag query lies, in a few words. */
export function describeIndexFaults(faults: TagIndexFaults): string {
  const parts = [
    faults.lagSeconds > 0 && `${faults.lagSeconds} s late`,
    faults.keepDeleted > 0 &&
      `lists ${faults.keepDeleted} deleted of each kind`,
    faults.hide.length > 0 && `misses ${faults.hide.join(', ')}`,
  ].filter(Boolean);
  return parts.join(', ') || 'true';
}
