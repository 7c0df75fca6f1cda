import type { ReactNode } from 'react';
import {
  elsewhereWeight,
  SITES,
  type ListenerRuleStatus,
  type RuleWeights,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import { ruleNameOf } from './rules';
import { sharesBeside } from './shares';
import { SiteName } from './SiteName';
import styles from './WeightChange.module.css';

/** From where each rule of a service that diverged comes, and where all of them go. */
export function RuleChange(props: {
  fromRules: readonly RuleWeights[];
  to: Weights;
  /** The percentage that goes to neither site afterwards, at the rule where that is most. */
  elsewhereShare?: number;
  tense: 'plan' | 'shift';
  rules?: readonly ListenerRuleStatus[];
}) {
  const { fromRules, to, elsewhereShare = 0, tense, rules = [] } = props;
  const t = useTexts();
  const most = elsewhereWeight(to, elsewhereShare);
  const elsewhereOf = (arn: string) => {
    const rule = rules.find(each => each.arn === arn);
    return rule ? elsewhereWeight(rule.weights, rule.elsewhereShare) : most;
  };
  const row = (
    key: string,
    name: ReactNode,
    weights: Weights,
    elsewhere: number,
  ) => {
    const shares = sharesBeside(weights, elsewhere);
    return (
      <tr key={key}>
        <th scope="row">{name}</th>
        {SITES.map(site => (
          <td key={site}>
            {t('sites.weightOnly', {
              weight: String(weights[site]),
              share: formatShare(shares[site]),
            })}
          </td>
        ))}
        {most > 0 && <td>{formatShare(shares.elsewhere)}</td>}
      </tr>
    );
  };
  return (
    <table className={styles.weights}>
      <thead>
        <tr>
          <th scope="col">
            {t(tense === 'plan' ? 'rules.ruleNow' : 'rules.ruleBefore')}
          </th>
          {SITES.map(site => (
            <th key={site} scope="col">
              <SiteName site={site} />
            </th>
          ))}
          {most > 0 && <th scope="col">{t('share.elsewhere')}</th>}
        </tr>
      </thead>
      <tbody>
        {fromRules.map(({ rule, weights }) =>
          row(rule, ruleNameOf(rule, rules), weights, elsewhereOf(rule)),
        )}
      </tbody>
      <tfoot>
        {row(
          'all',
          t(tense === 'plan' ? 'rules.allAfter' : 'rules.allRequested'),
          to,
          most,
        )}
      </tfoot>
    </table>
  );
}
