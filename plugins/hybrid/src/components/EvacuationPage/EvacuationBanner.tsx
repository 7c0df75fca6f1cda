import { Link } from '@backstage/ui';
import type { EvacuationSummary } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isUnderWay } from '../../hooks/useEvacuation';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { Notice } from '../common/Notice';
import { Who } from '../common/Who';
import { useFleetPaths } from '../common/fleetPaths';
import { doneOf, totalOf } from './outcome';

/** Says on the platform's page that one of its sites is being left at this moment. */
export function EvacuationBanner(props: {
  evacuations: readonly EvacuationSummary[] | undefined;
}) {
  const t = useTexts();
  const paths = useFleetPaths();
  const current = props.evacuations?.find(({ state }) => isUnderWay(state));
  if (!current) return null;
  const { id, platform, off, requestedBy, counts } = current;
  return (
    <Notice role="status" status="info" title={t('evacuation.underWay')}>
      <div>
        {t('evacuation.underWayText', {
          site: t(`site.${off}`),
          who: <Who entityRef={requestedBy} />,
        })}{' '}
        {t('evacuation.progressLine', {
          done: formatCount(doneOf(counts)),
          total: formatCount(totalOf(counts)),
        })}
      </div>
      <Link href={paths.evacuation(platform, id)}>{t('evacuation.show')}</Link>
    </Notice>
  );
}
