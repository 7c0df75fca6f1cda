import { Alert, Button, Container, Flex, Text } from '@backstage/ui';
import styles from './PersonaList.module.css';
import type { Persona } from './personas';

interface PersonaListProps {
  title: string;
  personas: Persona[];
  onChoose: (id: string) => void;
}

export function PersonaList({ title, personas, onChoose }: PersonaListProps) {
  return (
    <main className={styles.page}>
      <Container>
        <Flex direction="column" gap="2" mb="6">
          <Text as="h1" variant="title-large">
            {title}
          </Text>
          <Text as="p" variant="body-large" color="secondary">
            Who do you want to be? The example needs no password; sign out in
            the settings to become somebody else.
          </Text>
        </Flex>
        {personas.length === 0 && (
          <Alert
            status="danger"
            icon
            title="There is no way to sign in"
            description="The configuration has no personas. Add them under `personas`, or install the sign-in provider of your organisation and its sign-in page."
          />
        )}
        <ul className={styles.list}>
          {personas.map(persona => (
            <li key={persona.id} className={styles.card}>
              <Text as="h2" variant="title-x-small" weight="bold">
                {persona.name}
              </Text>
              <Text as="p" weight="bold">
                {persona.role}
              </Text>
              <Text as="p" color="secondary" className={styles.may}>
                {persona.may}
              </Text>
              <Button onPress={() => onChoose(persona.id)}>
                {`Sign in as ${persona.name}`}
              </Button>
            </li>
          ))}
        </ul>
      </Container>
    </main>
  );
}
