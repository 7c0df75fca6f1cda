import { NumberField, Text } from '@backstage/ui';
import {
  MAX_WEIGHT,
  sharesOf,
  SITES,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import styles from './ShiftForm.module.css';

/** Any weights, and the shares that they make. */
export function WeightFields(props: {
  value: Weights;
  onChange: (weights: Weights) => void;
  isDisabled: boolean;
}) {
  const { value, onChange, isDisabled } = props;
  const t = useTexts();
  const shares = sharesOf(value);
  const isComplete = SITES.every(site => Number.isFinite(shares[site]));
  return (
    <div>
      <div className={styles.pair}>
        {SITES.map(site => (
          <NumberField
            key={site}
            label={t('shiftForm.weightOf', { site: t(`site.${site}`) })}
            minValue={0}
            maxValue={MAX_WEIGHT}
            step={1}
            value={value[site]}
            onChange={weight => onChange({ ...value, [site]: weight })}
            isDisabled={isDisabled}
          />
        ))}
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {isComplete &&
          t('shiftForm.weightsShares', {
            onPrem: formatShare(shares['on-prem']),
            aws: formatShare(shares.aws),
          })}{' '}
        {t('shiftForm.weightsHelp', { max: String(MAX_WEIGHT) })}
      </Text>
    </div>
  );
}
