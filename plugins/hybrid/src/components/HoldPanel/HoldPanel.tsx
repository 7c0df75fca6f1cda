import { useState } from 'react';
import { Button, Flex, Text } from '@backstage/ui';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../translations/useTexts';
import { useViewer } from '../../hooks/useViewer';
import { WhyNot } from '../common/WhyNot';
import { HoldForm } from './HoldForm';
import styles from './HoldPanel.module.css';
import { HoldState } from './HoldState';

/** Who holds the service, and the ways to hold, prolong and release. */
export function HoldPanel(props: {
  entityRef: string;
  status: ServiceStatus;
  onChanged: () => void;
}) {
  const { entityRef, status, onChanged } = props;
  const { hold } = status;
  const t = useTexts();
  const viewer = useViewer();
  const may = useMay('hold', entityRef);
  const [isAsking, setIsAsking] = useState(false);
  const isOwn = hold !== undefined && hold.by === viewer;
  const isOpenToViewer = !hold || isOwn;

  return (
    <Flex direction="column" gap="4">
      {hold ? (
        <HoldState
          entityRef={entityRef}
          hold={hold}
          isOwn={isOwn}
          onChanged={onChanged}
        />
      ) : (
        <Text as="p" variant="body-medium">
          {t('hold.none')}
        </Text>
      )}
      {may !== 'allowed' && <WhyNot may={may} denied={t('hold.denied')} />}
      {isOpenToViewer && !isAsking && (
        <div className={styles.buttons}>
          <Button
            variant="secondary"
            isDisabled={may !== 'allowed'}
            onPress={() => setIsAsking(true)}
          >
            {hold ? t('hold.change') : t('hold.begin')}
          </Button>
        </div>
      )}
      {isOpenToViewer && isAsking && (
        <HoldForm
          entityRef={entityRef}
          current={hold}
          isDisabled={may !== 'allowed'}
          onChanged={() => {
            setIsAsking(false);
            onChanged();
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </Flex>
  );
}
