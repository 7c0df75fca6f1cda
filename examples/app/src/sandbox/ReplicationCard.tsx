import { Button, Flex, NumberField, Text } from '@backstage/ui';
import { useState } from 'react';
import type { CardProps } from './cardProps';
import { SectionCard } from './SectionCard';

export function ReplicationCard({ status, change }: CardProps) {
  const [lag, setLag] = useState(120);
  const { replication } = status;
  return (
    <SectionCard
      title="Replication"
      hint="How far the copy of the database trails its source."
    >
      {replication ? (
        <Flex direction="column" gap="3">
          <Text as="p">
            {`${replication.state}, ${Math.round(
              replication.lagSeconds,
            )} s behind${replication.forcedLag ? ' (set by hand)' : ''}`}
          </Text>
          <NumberField
            label="Lag in seconds"
            size="small"
            minValue={0}
            maxValue={86_400}
            value={lag}
            onChange={setLag}
          />
          <Flex gap="2">
            <Button
              variant="secondary"
              isDisabled={!Number.isFinite(lag)}
              onPress={() => change(api => api.setLag(lag))}
            >
              Set lag
            </Button>
            <Button
              variant="tertiary"
              isDisabled={!replication.forcedLag}
              onPress={() => change(api => api.setLag(null))}
            >
              Release
            </Button>
          </Flex>
        </Flex>
      ) : (
        <Text as="p">This platform replicates no database.</Text>
      )}
    </SectionCard>
  );
}
