import { Text } from '@backstage/ui';
import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts, type Texts } from '../../translations/useTexts';
import { messages } from '../../translations/messages';

type KnownReason = Exclude<keyof typeof messages.reason, 'counted'>;

function isKnown(reason: string): reason is KnownReason {
  return reason !== 'counted' && Object.hasOwn(messages.reason, reason);
}

/** ELB's reason code in words; a code that is not known here stays as it is. */
function reasonInWords(t: Texts, reason: string): string {
  return isKnown(reason) ? t(`reason.${reason}`) : reason;
}

/**
 * How many of the targets that count are healthy, and what is with all others: those that are
 * drained or not in use do not count.
 */
export function Targets(props: { targets: TargetCounts | undefined }) {
  const t = useTexts();
  if (!props.targets) return <>{t('sites.targetsUnknown')}</>;
  const { healthy, total, reasons, leftOut = 0 } = props.targets;
  if (total + leftOut === 0) return <>{t('sites.noTargets')}</>;
  return (
    <>
      {total === 0
        ? t('sites.noTargetsInUse')
        : t('sites.healthyOfTotal', {
            healthy: String(healthy),
            total: String(total),
          })}
      {Object.entries(reasons).map(([reason, count]) => (
        <Text key={reason} as="div" variant="body-small" title={reason}>
          {t('reason.counted', {
            n: String(count),
            reason: reasonInWords(t, reason),
          })}
        </Text>
      ))}
    </>
  );
}
