import { useEffect, useState, type ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { hybridApiRef } from '../src';
import { aComponent } from '../src/__testUtils__/fixtures';
import { Column, Columns, Wide } from './layout';

/** A large platform's services are on the fleet page. */
const SHOWN = 6;

/** The card of the first services of the sandbox. */
export function ServicesPage(props: { card: ReactNode }) {
  const { services, error } = useServices();
  if (error) return <NoBackend error={error} />;
  return (
    <Columns>
      {services.slice(0, SHOWN).map(entity => (
        <Column
          key={entity.metadata.name}
          title={
            <Link href={`/catalog/default/component/${entity.metadata.name}`}>
              {entity.metadata.name}
            </Link>
          }
        >
          <EntityProvider entity={entity}>{props.card}</EntityProvider>
        </Column>
      ))}
    </Columns>
  );
}

/** What stands for an entity's page: the card and the tab, where it is a service. */
export function ServicePage(props: { card: ReactNode; tab: ReactNode }) {
  const { kind, name } = useParams();
  const { services, error } = useServices();
  if (error) return <NoBackend error={error} />;
  if (kind?.toLowerCase() !== 'component') {
    return <p>The page of an entity would be here.</p>;
  }
  const entity = services.find(({ metadata }) => metadata.name === name);
  if (!entity) return null;
  return (
    <EntityProvider entity={entity}>
      <Columns>
        <Column title={name}>{props.card}</Column>
      </Columns>
      <Wide>{props.tab}</Wide>
    </EntityProvider>
  );
}

/** Every service that the back end knows, as the catalog would have it. */
function useServices(): { services: Entity[]; error?: Error } {
  const api = useApi(hybridApiRef);
  const [found, setFound] = useState<{ services: Entity[]; error?: Error }>({
    services: [],
  });
  useEffect(() => {
    const read = async () => {
      const platforms = await Promise.all(
        (await api.getPlatforms()).map(({ id }) => api.getPlatform(id)),
      );
      const services = platforms.flatMap(({ id, serviceStatuses }) =>
        serviceStatuses.map(({ service }) =>
          aComponent({ name: service, annotation: `${id}/${service}` }),
        ),
      );
      setFound({ services });
    };
    read().catch(error => setFound({ services: [], error }));
  }, [api]);
  return found;
}

function NoBackend(props: { error: Error }) {
  return (
    <p>
      The back end does not answer ({props.error.message}). Start it with
      <code> yarn start </code> in plugins/hybrid-backend, then load this page
      again.
    </p>
  );
}
