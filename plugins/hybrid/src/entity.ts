import type { Entity } from '@backstage/catalog-model';
import { HYBRID_SERVICE_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * What an entity says about being served by a hybrid platform. The backend has the last
 * word; this only spares a request that cannot succeed.
 */
type ServiceAnnotation =
  | { state: 'missing' }
  | { state: 'malformed'; value: string }
  | { state: 'present'; platform: string; service: string };

/** Reads {@link HYBRID_SERVICE_ANNOTATION}. */
export function serviceAnnotationOf(entity: Entity): ServiceAnnotation {
  const value = entity.metadata.annotations?.[HYBRID_SERVICE_ANNOTATION];
  if (value === undefined) return { state: 'missing' };
  const match = /^\s*([^/\s]+)\/([^/\s]+)\s*$/.exec(value);
  if (!match) return { state: 'malformed', value };
  return { state: 'present', platform: match[1], service: match[2] };
}

/**
 * Whether an entity is a Component that says which service of a hybrid platform it is.
 * True for a malformed annotation as well, so that the card can say what is wrong with it.
 *
 * @public
 */
export function isHybridServiceAvailable(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'component' &&
    serviceAnnotationOf(entity).state !== 'missing'
  );
}
