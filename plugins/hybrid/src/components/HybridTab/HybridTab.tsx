import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { serviceAnnotationOf } from '../../entity';
import { isNotPermitted } from '../../errors';
import { useServiceStatus } from '../../hooks/useServiceStatus';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import {
  MalformedAnnotation,
  MissingAnnotation,
} from '../TrafficCard/AnnotationHelp';
import { LoadingStatus } from '../TrafficCard/LoadingStatus';
import { NotPermitted } from '../TrafficCard/NotPermitted';
import styles from './HybridTab.module.css';
import { Section } from './Section';
import { sections } from './sections';

/** The entity tab: how a service is served, every way to shift it, and what happened to it. */
export function HybridTab() {
  const t = useTexts();
  const { entity } = useEntity();
  const annotation = serviceAnnotationOf(entity);
  const entityRef = stringifyEntityRef(entity);

  if (annotation.state === 'present') {
    return (
      <LiveTab
        key={entityRef}
        entityRef={entityRef}
        platform={annotation.platform}
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

function LiveTab(props: {
  entityRef: string;
  platform: string;
  service: string;
}) {
  const t = useTexts();
  const live = useServiceStatus(props.entityRef);
  const { data: status, error, refetch } = live;

  if (!status) {
    return (
      <Section title={t('tab.now')}>
        {error && isNotPermitted(error) && <NotPermitted error={error} />}
        {error && !isNotPermitted(error) && (
          <ErrorNotice
            error={error}
            onRetry={refetch}
            isRetrying={live.isFetching}
          />
        )}
        {!error && <LoadingStatus />}
      </Section>
    );
  }
  return (
    <div className={styles.tab}>
      <div className={styles.sections}>
        {sections.map(({ id, area, Component }) => (
          <div key={id} className={styles.section} data-area={area}>
            <Component
              {...props}
              status={status}
              live={live}
              onChanged={refetch}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
