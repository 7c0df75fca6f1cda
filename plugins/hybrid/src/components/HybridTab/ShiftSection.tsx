import { useEffect, useRef, useState } from 'react';
import { Button } from '@backstage/ui';
import type {
  Shift,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal } from '../../hooks/useShift';
import { useTexts } from '../../translations/useTexts';
import { ShiftForm } from '../ShiftForm';
import { ShiftProgress } from '../ShiftProgress';
import styles from './HybridTab.module.css';
import { Section } from './Section';
import type { TabSectionProps } from './TabSectionProps';

/**
 * The form, or the shift that is under way in its place. A shift that was followed stays
 * until somebody wants the form again, so that its end is not missed.
 */
export function ShiftSection(props: TabSectionProps) {
  const { entityRef, status, onChanged } = props;
  const { activeShift } = status;
  const t = useTexts();
  const [followed, setFollowed] = useState<ShiftSummary | Shift>();
  const [latest, setLatest] = useState<ShiftSummary>();
  const progress = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (activeShift) {
      setFollowed(before =>
        before?.id === activeShift.id ? before : activeShift,
      );
    }
  }, [activeShift]);

  const shift = followed ?? activeShift;
  const known = latest?.id === shift?.id ? latest : undefined;
  const hasEnded = isFinal((known ?? shift)?.state ?? 'running');

  const started = (newShift: Shift) => {
    setFollowed(newShift);
    onChanged();
    // The button that was pressed is gone; keep the keyboard and the screen reader in place.
    requestAnimationFrame(() => progress.current?.focus());
  };

  if (!shift) {
    return (
      <Section title={t('shiftForm.title')}>
        <ShiftForm entityRef={entityRef} status={status} onStarted={started} />
      </Section>
    );
  }
  return (
    <Section title={hasEnded ? t('shiftForm.title') : t('shift.activeTitle')}>
      <div
        ref={progress}
        tabIndex={-1}
        style={{ outline: 'none' }}
        className={styles.stack}
      >
        <ShiftProgress
          key={shift.id}
          entityRef={entityRef}
          shift={shift}
          rules={status.rules}
          onChanged={onChanged}
          onShift={setLatest}
        />
        {hasEnded && (
          <div>
            <Button variant="secondary" onPress={() => setFollowed(undefined)}>
              {t('tab.anotherShift')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
