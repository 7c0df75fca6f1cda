import { Alert, Container, Text } from '@backstage/ui';
import { SandboxUnreachableError } from './SandboxClient';

/** The sandbox does not answer, and what to do about it. */
export function NotRunning({ error }: { error: Error }) {
  const unreachable = error instanceof SandboxUnreachableError;
  return (
    <Container py="4">
      <Alert
        role="alert"
        status="danger"
        icon
        title={
          unreachable
            ? 'The sandbox is not running'
            : 'The sandbox does not answer as it should'
        }
        description={
          <>
            <Text as="p">{error.message}.</Text>
            <Text as="p">
              <code>npm start</code> starts it together with Backstage, and{' '}
              <code>yarn sandbox start</code> alone. If it listens elsewhere,
              say where in <code>sandbox.baseUrl</code> of app-config.yaml. This
              page goes on by itself as soon as it answers.
            </Text>
          </>
        }
      />
    </Container>
  );
}
