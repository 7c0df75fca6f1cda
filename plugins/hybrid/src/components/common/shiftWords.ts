import {
  sharesOf,
  SITES,
  type ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Texts } from '../../translations/useTexts';

/** What a shift does, in words: `Failover to AWS`, `Reset`. */
export function shiftInWords(
  t: Texts,
  shift: Pick<ShiftSummary, 'kind' | 'to'>,
): string {
  const shares = sharesOf(shift.to);
  const target = SITES.find(site => shares[site] === 100);
  return shift.kind === 'failover' && target
    ? t('shift.kindTo', { site: t(`site.${target}`) })
    : t(`shift.kind.${shift.kind}`);
}
