import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { TestApiProvider } from '@backstage/test-utils';
import { Link } from '@backstage/ui';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { hybridApiRef } from '../src';
import { aComponent } from '../src/__testUtils__/fixtures';
import { Column, Columns, Wide } from './layout';
import { apiOf, permissionsOf, states, type State } from './states';

/**
 * The card in each state that a sandbox cannot easily be brought to. `?state=<name>` shows
 * one alone, with its tab; `?width=<px>` makes cards narrow.
 */
export function StatesPage(props: { card: ReactNode; tab: ReactNode }) {
  const [params] = useSearchParams();
  const only = params.get('state');
  if (only && states[only]) {
    return (
      <InState name={only} state={states[only]}>
        <Columns>
          <Column title={states[only].title}>{props.card}</Column>
        </Columns>
        <Wide>{props.tab}</Wide>
      </InState>
    );
  }
  return (
    <Columns>
      {Object.entries(states).map(([name, state]) => (
        <Column
          key={name}
          title={<Link href={`?state=${name}`}>{state.title}</Link>}
        >
          <InState name={name} state={state}>
            {props.card}
          </InState>
        </Column>
      ))}
    </Columns>
  );
}

function InState(props: { name: string; state: State; children: ReactNode }) {
  const { name, state, children } = props;
  return (
    <TestApiProvider
      apis={[
        [hybridApiRef, apiOf(state)],
        [permissionApiRef, permissionsOf(state)],
      ]}
    >
      <EntityProvider
        entity={aComponent({ name, annotation: state.annotation })}
      >
        {children}
      </EntityProvider>
    </TestApiProvider>
  );
}
