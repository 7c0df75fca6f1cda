import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  type IdentityApi,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button, Container, Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import { PersonaList } from './PersonaList';
import { readPersonas } from './personas';
import {
  forgetPersona,
  recallPersona,
  rememberPersona,
} from './rememberedPersona';

/** Asks who to be, remembers it, and signs in as that persona. */
export function PersonaSignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const personas = readPersonas(config);
  const [chosen, setChosen] = useState(recallPersona);
  const persona = personas.find(({ id }) => id === chosen);

  const choose = (id: string | undefined) => {
    if (id) rememberPersona(id);
    else forgetPersona();
    setChosen(id);
  };

  if (!persona) {
    return (
      <PersonaList
        title={config.getOptionalString('app.title') ?? 'Backstage'}
        personas={personas}
        onChoose={choose}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="persona"
      headers={{ 'X-Persona': persona.id }}
      onSignInSuccess={identity => onSignInSuccess(forgetting(identity))}
      ErrorComponent={({ error }) => (
        <SignInError
          name={persona.name}
          error={error}
          onBack={() => choose(undefined)}
        />
      )}
    />
  );
}

function SignInError(props: {
  name: string;
  error?: Error;
  onBack: () => void;
}) {
  return (
    <Container pt="12">
      <Flex direction="column" gap="4" align="start" role="alert">
        <Text as="h1" variant="title-small">
          Signing in as {props.name} failed
        </Text>
        <Text>{props.error?.message}</Text>
        <Text color="secondary">
          Is the back end running? It answers a few seconds after its start.
        </Text>
        <Flex gap="2">
          <Button onPress={() => window.location.reload()}>Try again</Button>
          <Button variant="secondary" onPress={props.onBack}>
            Choose somebody else
          </Button>
        </Flex>
      </Flex>
    </Container>
  );
}

/** The same identity, whose sign-out also forgets the choice. */
function forgetting(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: () => {
      forgetPersona();
      return identity.signOut();
    },
  };
}
