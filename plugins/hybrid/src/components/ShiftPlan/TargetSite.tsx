import { Radio, RadioGroup } from '@backstage/ui';
import {
  SITES,
  type Site,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts, type Texts } from '../../translations/useTexts';

/** Chooses the site that is to take all traffic. */
export function TargetSite(props: {
  sites?: Record<Site, SiteStatus>;
  value?: Site;
  onChange: (site: Site) => void;
  isDisabled: boolean;
}) {
  const { sites, value, onChange, isDisabled } = props;
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
          {sites ? optionOf(t, site, sites[site]) : t(`site.${site}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function optionOf(t: Texts, site: Site, { targets, share }: SiteStatus) {
  const name = t(`site.${site}`);
  return targets
    ? t('dialog.targetOption', {
        site: name,
        healthy: String(targets.healthy),
        total: String(targets.total),
        share: formatShare(share),
      })
    : t('dialog.targetUnknown', { site: name, share: formatShare(share) });
}
