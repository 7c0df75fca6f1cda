import { Radio, RadioGroup } from '@backstage/ui';
import {
  SITES,
  type Site,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';

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
          {sites
            ? t('dialog.targetOption', {
                site: t(`site.${site}`),
                healthy: String(sites[site].targets.healthy),
                total: String(sites[site].targets.total),
                share: formatShare(sites[site].share),
              })
            : t(`site.${site}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}
