import { Flex, Switch } from '@backstage/ui';
import type { CardProps } from './cardProps';
import { SectionCard } from './SectionCard';

export function TunnelsCard({ status, change }: CardProps) {
  return (
    <SectionCard
      title="VPN tunnels"
      hint="With both off, AWS does not reach on-prem."
    >
      <Flex direction="column" gap="3">
        {status.tunnels.map(({ number, outsideIpAddress, up }) => (
          <Switch
            key={number}
            label={`Tunnel ${number} (${outsideIpAddress})`}
            isSelected={up}
            onChange={value => change(api => api.setTunnel(number, value))}
          />
        ))}
      </Flex>
    </SectionCard>
  );
}
