import { Radio, RadioGroup } from '@backstage/ui';
import {
  SITES,
  type ListenerRuleStatus,
  type Site,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts, type Texts } from '../../translations/useTexts';
import { siteShareInWords } from '../common/rules';

/** Chooses the site that is to take all traffic. */
export function TargetSite(props: {
  sites?: Record<Site, SiteStatus>;
  /** The rules, where there are several: their shares may differ. */
  rules?: readonly ListenerRuleStatus[];
  value?: Site;
  onChange: (site: Site) => void;
  isDisabled: boolean;
}) {
  const { sites, rules, value, onChange, isDisabled } = props;
  const t = useTexts();
  return (
    <RadioGroup
      label={t('dialog.target')}
      value={value ?? null}
      onChange={chosen => onChange(chosen as Site)}
      isDisabled={isDisabled}
    >
      {SITES.map(site => (
        <Radio key={site} value={site}>
          {sites ? optionOf(t, site, sites[site], rules) : t(`site.${site}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function optionOf(
  t: Texts,
  site: Site,
  { targets, share: first }: SiteStatus,
  rules: readonly ListenerRuleStatus[] | undefined,
) {
  const share = siteShareInWords(t, site, first, rules);
  const name = t(`site.${site}`);
  return targets
    ? t('dialog.targetOption', {
        site: name,
        healthy: String(targets.healthy),
        total: String(targets.total),
        share,
      })
    : t('dialog.targetUnknown', { site: name, share });
}
