import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button, Select, Text, VisuallyHidden } from '@backstage/ui';
import { RiLogoutBoxRLine } from '@remixicon/react';
import type { PlatformStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatAge, secondsBetween } from '../../format/duration';
import { useNow } from '../../hooks/useNow';
import { usePlatforms } from '../../hooks/usePlatforms';
import { useTexts } from '../../translations/useTexts';
import { EvacuationDialog } from '../EvacuationDialog';
import { ExportShifts } from './ExportShifts';
import styles from './FleetPage.module.css';
import { useFleetPaths } from '../common/fleetPaths';

/** Which platform this is, and what can be done with all of it. */
export function PlatformHeader(props: {
  id: string;
  platform?: PlatformStatus;
  updatedAt?: number;
}) {
  const { id, platform, updatedAt } = props;
  const t = useTexts();
  const navigate = useNavigate();
  const paths = useFleetPaths();
  const [isEvacuating, setIsEvacuating] = useState(false);

  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <PlatformPicker id={id} />
        {platform && (
          <Text as="p" variant="body-small" color="secondary">
            {t('fleet.account')} {platform.accountId} · {platform.region}
            {' · '}
            <Age
              seconds={platform.snapshot.ageSeconds}
              since={updatedAt ?? Date.now()}
            />
          </Text>
        )}
      </div>
      {platform && (
        <div className={styles.actions}>
          <ExportShifts platform={id} />
          <Button
            variant="primary"
            destructive
            iconStart={<RiLogoutBoxRLine />}
            isDisabled={platform.serviceStatuses.length === 0}
            onPress={() => setIsEvacuating(true)}
          >
            {t('evacuation.start')}
          </Button>
        </div>
      )}
      {isEvacuating && platform && (
        <EvacuationDialog
          platform={platform}
          onStarted={evacuation =>
            navigate(paths.evacuation(id, evacuation.id))
          }
          onClose={() => setIsEvacuating(false)}
        />
      )}
    </header>
  );
}

function PlatformPicker(props: { id: string }) {
  const { id } = props;
  const t = useTexts();
  const navigate = useNavigate();
  const paths = useFleetPaths();
  const { data: platforms = [] } = usePlatforms();
  const heading = (
    <Text as="h2" variant="title-small" weight="bold" className={styles.name}>
      {id}
    </Text>
  );
  if (platforms.length < 2) return heading;
  return (
    <>
      <VisuallyHidden>{heading}</VisuallyHidden>
      <Select
        aria-label={t('fleet.choose')}
        className={styles.picker}
        options={platforms.map(platform => ({
          value: platform.id,
          label: platform.id,
        }))}
        value={id}
        onChange={key => key !== null && navigate(paths.platform(String(key)))}
      />
    </>
  );
}

/** Apart, so that the seconds do not render the whole page again. */
function Age(props: { seconds: number; since: number }) {
  const { seconds, since } = props;
  const t = useTexts();
  const now = useNow();
  const age = formatAge(t, Math.round(seconds) + secondsBetween(since, now));
  return <>{t('fleet.updated', { age })}</>;
}
