import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatExact } from '../../format/duration';
import { useTexts } from '../../translations/useTexts';
import { groupRules, ruleName } from '../common/rules';

/** What is quietly so: on which listeners the service is, and how long clients stay at a site. */
export function RoutingFacts(props: {
  status: Pick<ServiceStatus, 'rules' | 'idleRules' | 'stickinessSeconds'>;
  className: string;
}) {
  const { status, className } = props;
  const { rules = [], idleRules = [], stickinessSeconds } = status;
  const t = useTexts();
  const areAlike = groupRules(rules).length === 1;
  return (
    <>
      {areAlike && (
        <span className={className}>
          {t('rules.alike', {
            n: String(rules.length),
            rules: rules.map(rule => ruleName(rule, rules)).join(', '),
          })}
        </span>
      )}
      {idleRules.length > 0 && (
        <span className={className}>
          {t('rules.idle', {
            rules: idleRules
              .map(rule => `${ruleName(rule, idleRules)} (${rule.action})`)
              .join(', '),
          })}
        </span>
      )}
      {stickinessSeconds !== undefined && (
        <span className={className}>
          {t('rules.sticky', { duration: formatExact(t, stickinessSeconds) })}
        </span>
      )}
    </>
  );
}
