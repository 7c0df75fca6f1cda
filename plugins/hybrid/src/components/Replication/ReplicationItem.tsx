import { Flex, Text } from '@backstage/ui';
import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { Notice } from '../common/Notice';
import { EndpointsTable } from './EndpointsTable';
import { ReplicationActions } from './ReplicationActions';
import { ReplicationFacts } from './ReplicationFacts';
import styles from './Replication.module.css';

/** One replication. */
export function ReplicationItem(props: {
  platform: string;
  replication: ReplicationStatus;
  onChanged: () => void;
}) {
  const { platform, replication, onChanged } = props;
  const { id, problem, lastFailureMessage, stopReason } = replication;
  const t = useTexts();
  return (
    <section aria-label={id}>
      <Flex direction="column" gap="3">
        <div>
          <Text
            as="h4"
            variant="body-large"
            weight="bold"
            className={styles.id}
          >
            {id}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {t(`replication.type.${replication.type}`)}
            {' · '}
            {replication.migrationType}
            <Direction replication={replication} />
          </Text>
        </div>
        {problem && (
          <Notice status="warning" title={problem.message}>
            <div>{t('dialog.remedy', { remedy: problem.remedy })}</div>
            {lastFailureMessage && (
              <div className={styles.message}>
                {t('replication.lastFailure', { message: lastFailureMessage })}
              </div>
            )}
            {stopReason && (
              <div className={styles.message}>
                {t('replication.stopReason', { reason: stopReason })}
              </div>
            )}
          </Notice>
        )}
        <ReplicationFacts replication={replication} />
        {replication.endpoints.length > 0 && (
          <EndpointsTable id={id} endpoints={replication.endpoints} />
        )}
        <ReplicationActions
          platform={platform}
          replication={replication}
          onChanged={onChanged}
        />
      </Flex>
    </section>
  );
}

function Direction(props: { replication: ReplicationStatus }) {
  const t = useTexts();
  const siteOf = (role: 'source' | 'target') =>
    props.replication.endpoints.find(endpoint => endpoint.role === role)?.site;
  const source = siteOf('source');
  const target = siteOf('target');
  if (!source || !target) return null;
  return (
    <>
      {' · '}
      {t('replication.direction', {
        source: t(`site.${source}`),
        target: t(`site.${target}`),
      })}
    </>
  );
}
