import { Flex, Text } from '@backstage/ui';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMay } from '../../hooks/useMay';
import { useTexts } from '../../hooks/useTexts';
import { useViewer } from '../../hooks/useViewer';
import { WhyNot } from '../common/WhyNot';
import { HoldForm } from './HoldForm';
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
  const isOwn = hold !== undefined && hold.by === viewer;

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
      {(!hold || isOwn) && (
        <HoldForm
          // What was typed for a new hold is not the reason of the one that exists.
          key={isOwn ? 'prolong' : 'set'}
          entityRef={entityRef}
          current={hold}
          isDisabled={may !== 'allowed'}
          onChanged={onChanged}
        />
      )}
    </Flex>
  );
}
