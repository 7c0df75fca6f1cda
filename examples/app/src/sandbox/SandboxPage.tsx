import { Alert, Button, Container, Flex, Grid, Skeleton } from '@backstage/ui';
import { AwsFaultsCard } from './AwsFaultsCard';
import { EventsCard } from './EventsCard';
import { hasFaults } from './figures';
import { NotRunning } from './NotRunning';
import { ReplicationCard } from './ReplicationCard';
import { ServicesCard } from './ServicesCard';
import { SitesCard } from './SitesCard';
import { SummaryCard } from './SummaryCard';
import { TunnelsCard } from './TunnelsCard';
import { useSandbox } from './useSandbox';

/** Shows the sandbox live, and breaks and mends it. */
export function SandboxPage() {
  const { status, error, changeError, change } = useSandbox();

  if (error) return <NotRunning error={error} />;
  if (!status) {
    return (
      <Container py="4" aria-busy="true" aria-label="Loading the sandbox">
        <Skeleton height={240} />
      </Container>
    );
  }
  return (
    <Container py="4">
      <Flex direction="column" gap="4">
        {changeError && (
          <Alert
            role="alert"
            status="danger"
            icon
            title="The sandbox refused the change"
            description={changeError.message}
          />
        )}
        <SummaryCard status={status}>
          <Button
            variant="secondary"
            isDisabled={!hasFaults(status)}
            onPress={() => change(api => api.clearFaults())}
          >
            Clear all faults
          </Button>
        </SummaryCard>
        <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
          <SitesCard status={status} change={change} />
          <TunnelsCard status={status} change={change} />
          <ReplicationCard status={status} change={change} />
        </Grid.Root>
        <ServicesCard status={status} change={change} />
        <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
          <AwsFaultsCard status={status} change={change} />
          <EventsCard events={status.events} />
        </Grid.Root>
      </Flex>
    </Container>
  );
}
