import { Text } from '@backstage/ui';
import {
  sameWeights,
  sharesOf,
  SITES,
  type Plan,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { SiteName } from './SiteName';
import styles from './WeightChange.module.css';

/** What a plan or a shift changes: each site's weight and share, before and after. */
export function WeightChange(props: {
  of: Pick<Plan, 'from' | 'to'>;
  /** A plan speaks of now, a shift of a past that later shifts may have changed. */
  tense: 'plan' | 'shift';
}) {
  const { from, to } = props.of;
  const isPlan = props.tense === 'plan';
  const t = useTexts();
  const cell = (weights: Weights, site: Site) =>
    t('sites.weightOnly', {
      weight: String(weights[site]),
      share: formatShare(sharesOf(weights)[site]),
    });

  return (
    <>
      <table className={styles.weights}>
        <thead>
          <tr>
            <th scope="col">{t('dialog.site')}</th>
            <th scope="col">{isPlan ? t('dialog.now') : t('dialog.before')}</th>
            <th scope="col">
              {isPlan ? t('dialog.after') : t('dialog.requested')}
            </th>
          </tr>
        </thead>
        <tbody>
          {SITES.map(site => (
            <tr key={site}>
              <th scope="row">
                <SiteName site={site} />
              </th>
              <td>{cell(from, site)}</td>
              <td>
                {from[site] === to[site] ? (
                  cell(to, site)
                ) : (
                  <strong>{cell(to, site)}</strong>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isPlan && sameWeights(from, to) && (
        <Text as="p" variant="body-medium">
          {t('dialog.unchanged')}
        </Text>
      )}
    </>
  );
}
