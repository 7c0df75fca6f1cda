import { Flex, Switch } from '@backstage/ui';
import type { CardProps } from './cardProps';
import { SITE_NAMES, SITES } from './figures';
import { SectionCard } from './SectionCard';

export function SitesCard({ status, change }: CardProps) {
  return (
    <SectionCard
      title="Sites"
      hint="Off: nothing on the site answers, as in a power cut."
    >
      <Flex direction="column" gap="3">
        {SITES.map(site => (
          <Switch
            key={site}
            label={`${SITE_NAMES[site]} site`}
            isSelected={status.sites[site].up}
            onChange={up => change(api => api.setSite(site, up))}
          />
        ))}
      </Flex>
    </SectionCard>
  );
}
