import { Text } from '@backstage/ui';
import {
  elsewhereWeight,
  sameWeights,
  SITES,
  type ListenerRuleStatus,
  type Plan,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { RuleChange } from './RuleChange';
import { sharesBeside } from './shares';
import { SiteName } from './SiteName';
import styles from './WeightChange.module.css';

/** What is told of a change. Of a shift whose plan is not read yet, the weights alone. */
export type Change = Pick<Plan, 'from' | 'to' | 'fromRules' | 'elsewhereShare'>;

/** What a plan or a shift changes: each site's weight and share, before and after. */
export function WeightChange(props: {
  of: Change;
  /** A plan speaks of now, a shift of a past that later shifts may have changed. */
  tense: 'plan' | 'shift';
  /** The service's rules, where it has several: a plan knows only their ARNs. */
  rules?: readonly ListenerRuleStatus[];
}) {
  const { of, tense, rules } = props;
  const { from, to, fromRules } = of;
  const isPlan = tense === 'plan';
  const t = useTexts();
  return (
    <>
      {fromRules ? (
        <RuleChange
          fromRules={fromRules}
          to={to}
          elsewhereShare={of.elsewhereShare}
          tense={tense}
          rules={rules}
        />
      ) : (
        <SiteChange of={of} tense={tense} />
      )}
      {isPlan && !fromRules && sameWeights(from, to) && (
        <Text as="p" variant="body-medium">
          {t('dialog.unchanged')}
        </Text>
      )}
    </>
  );
}

function SiteChange(props: { of: Change; tense: 'plan' | 'shift' }) {
  const { from, to, elsewhereShare } = props.of;
  const isPlan = props.tense === 'plan';
  const t = useTexts();
  const elsewhere = elsewhereWeight(to, elsewhereShare);
  const shares = {
    from: sharesBeside(from, elsewhere),
    to: sharesBeside(to, elsewhere),
  };
  return (
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
        {SITES.map(site => {
          const after = t('sites.weightOnly', {
            weight: String(to[site]),
            share: formatShare(shares.to[site]),
          });
          return (
            <tr key={site}>
              <th scope="row">
                <SiteName site={site} />
              </th>
              <td>
                {t('sites.weightOnly', {
                  weight: String(from[site]),
                  share: formatShare(shares.from[site]),
                })}
              </td>
              <td>
                {from[site] === to[site] ? after : <strong>{after}</strong>}
              </td>
            </tr>
          );
        })}
        {elsewhere > 0 && (
          <tr>
            <th scope="row">{t('share.elsewhere')}</th>
            <td>{formatShare(shares.from.elsewhere)}</td>
            <td>{formatShare(shares.to.elsewhere)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
