import type { ComponentEntity, Entity } from '@backstage/catalog-model';
import { HYBRID_SERVICE_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const examples = resolve(__dirname, '../..');
const services = resolve(examples, 'sandbox/platforms/shop/config/services');

function readEntities(file: string): Entity[] {
  const text = readFileSync(resolve(examples, 'catalog', file), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}

function refOf({ kind, metadata }: Entity) {
  return `${kind.toLowerCase()}:default/${metadata.name}`;
}

describe('the example catalog', () => {
  const shop = readEntities('shop.yaml');
  const components = shop.filter(
    (entity): entity is ComponentEntity => entity.kind === 'Component',
  );

  it.each(readdirSync(services))(
    'has the entity that may operate the service of the sandbox in %s',
    file => {
      const service = parse(readFileSync(resolve(services, file), 'utf8'));
      const entity = components.find(
        candidate => refOf(candidate) === service.entity,
      );
      expect(entity?.metadata.annotations?.[HYBRID_SERVICE_ANNOTATION]).toBe(
        `shop/${service.name}`,
      );
    },
  );

  it('has owners that exist, so that somebody may operate each service', () => {
    const groups = readEntities('org.yaml').map(refOf);
    for (const { spec } of components) expect(groups).toContain(spec.owner);
  });

  it('has a user for every persona', () => {
    const appConfig = parse(
      readFileSync(resolve(examples, '../app-config.yaml'), 'utf8'),
    );
    const users = readEntities('org.yaml').map(refOf);
    expect(appConfig.personas).toHaveLength(4);
    for (const { userEntityRef } of appConfig.personas) {
      expect(users).toContain(userEntityRef);
    }
  });
});
