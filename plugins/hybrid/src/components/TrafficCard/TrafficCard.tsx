import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { serviceAnnotationOf } from '../../entity';
import { useTexts } from '../../translations/useTexts';
import { MalformedAnnotation, MissingAnnotation } from './AnnotationHelp';
import { LiveTraffic } from './LiveTraffic';

/** The entity card: how a service is served on both sites, and the ways to shift it. */
export function TrafficCard() {
  const t = useTexts();
  const { entity } = useEntity();
  const annotation = serviceAnnotationOf(entity);
  const entityRef = stringifyEntityRef(entity);

  if (annotation.state === 'present') {
    return (
      <LiveTraffic
        key={entityRef}
        entityRef={entityRef}
        service={annotation.service}
      />
    );
  }
  return (
    <EntityInfoCard title={t('card.title')}>
      {annotation.state === 'missing' ? (
        <MissingAnnotation entityRef={entityRef} />
      ) : (
        <MalformedAnnotation value={annotation.value} />
      )}
    </EntityInfoCard>
  );
}
