import type { SandboxStatus } from '@hybrid-platform/sandbox';
import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

/** Which platform the sandbox is, and how fast its time runs. */
export function SummaryCard(props: {
  status: SandboxStatus;
  children: ReactNode;
}) {
  const { platform, region, accountId, minuteSeconds } = props.status;
  return (
    <Flex justify="between" align="center" gap="4">
      <Text as="p" color="secondary">
        {`Platform ${platform}, account ${accountId}, ${region}. `}
        {minuteSeconds === 60
          ? 'Time is real.'
          : `One minute of AWS takes ${minuteSeconds} seconds here.`}
      </Text>
      {props.children}
    </Flex>
  );
}
