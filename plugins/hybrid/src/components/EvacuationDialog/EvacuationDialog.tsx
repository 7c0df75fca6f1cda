import { useState } from 'react';
import { Dialog, DialogHeader } from '@backstage/ui';
import type {
  Evacuation,
  PlatformStatus,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { PlanStep } from './PlanStep';
import { SiteStep } from './SiteStep';

/** From the site to leave, by the plan, to the start. What was started has a page of its own. */
export function EvacuationDialog(props: {
  platform: PlatformStatus;
  onStarted: (evacuation: Evacuation) => void;
  onClose: () => void;
}) {
  const { platform, onStarted, onClose } = props;
  const t = useTexts();
  const [off, setOff] = useState<Site>();
  const [reason, setReason] = useState('');
  const [step, setStep] = useState<'site' | 'plan'>('site');

  return (
    <Dialog
      isOpen
      // A press beside the dialog must not lose a reason that somebody typed; Escape closes.
      isDismissable={false}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={920}
    >
      <DialogHeader>
        {step === 'plan' && off
          ? t('evacuation.titleOf', {
              site: t(`site.${off}`),
              platform: platform.id,
            })
          : t('evacuation.title', { platform: platform.id })}
      </DialogHeader>
      {step === 'plan' && off ? (
        <PlanStep
          platform={platform.id}
          off={off}
          reason={reason.trim()}
          onBack={() => setStep('site')}
          onStarted={onStarted}
        />
      ) : (
        <SiteStep
          platform={platform}
          off={off}
          onOff={setOff}
          reason={reason}
          onReason={setReason}
          onNext={() => setStep('plan')}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
