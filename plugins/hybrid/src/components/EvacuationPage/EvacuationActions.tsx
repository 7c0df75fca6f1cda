import { useState } from 'react';
import { Button, Dialog, DialogBody, DialogHeader, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  RiDownloadLine,
  RiPlayCircleLine,
  RiStopCircleLine,
} from '@remixicon/react';
import type {
  Evacuation,
  ExportFormat,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useTexts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { ErrorNotice } from '../common/ErrorNotice';
import { downloadText } from '../common/download';
import styles from './EvacuationPage.module.css';
import { canResume } from './outcome';
import { csvReport, jsonReport } from './report';

/** Stops it, goes on with it, and takes its report along. */
export function EvacuationActions(props: {
  evacuation: Evacuation;
  onChanged: () => void;
}) {
  const { evacuation, onChanged } = props;
  const { id, platform, state } = evacuation;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const [isAborting, setIsAborting] = useState(false);
  const resume = useAction(async () => {
    await api.resumeEvacuation(platform, id);
    onChanged();
  });

  const save = (format: ExportFormat) =>
    downloadText(
      format === 'json' ? jsonReport(evacuation) : csvReport(evacuation),
      t('evacuation.fileName', { platform, id }),
      format,
    );

  return (
    <div className={styles.actions}>
      {resume.error && (
        <ErrorNotice
          error={resume.error}
          title={t('evacuation.resumeFailed')}
        />
      )}
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() => save('json')}
      >
        {t('evacuation.downloadJson')}
      </Button>
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine />}
        onPress={() => save('csv')}
      >
        {t('evacuation.downloadCsv')}
      </Button>
      {canResume(evacuation) && (
        <Button
          variant="primary"
          iconStart={<RiPlayCircleLine />}
          isPending={resume.isPending}
          onPress={() => resume.run()}
        >
          {t('evacuation.resume')}
        </Button>
      )}
      {state === 'running' && (
        <Button
          variant="primary"
          destructive
          iconStart={<RiStopCircleLine />}
          onPress={() => setIsAborting(true)}
        >
          {t('evacuation.abort')}
        </Button>
      )}
      {isAborting && (
        <AbortDialog
          evacuation={evacuation}
          onAborted={onChanged}
          onClose={() => setIsAborting(false)}
        />
      )}
    </div>
  );
}

function AbortDialog(props: {
  evacuation: Evacuation;
  onAborted: () => void;
  onClose: () => void;
}) {
  const { evacuation, onAborted, onClose } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const abort = useAction(async () => {
    await api.abortEvacuation(evacuation.platform, evacuation.id);
    onAborted();
    onClose();
  });
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={480}
    >
      <DialogHeader>{t('evacuation.abortTitle')}</DialogHeader>
      <DialogBody>
        <Text as="p">{t('evacuation.abortText')}</Text>
        {abort.error && (
          <ErrorNotice
            error={abort.error}
            title={t('evacuation.abortFailed')}
          />
        )}
      </DialogBody>
      <DialogActions
        secondary={{ label: t('evacuation.keep'), onPress: onClose }}
        primary={{
          label: t('evacuation.abortConfirm'),
          onPress: abort.run,
          isPending: abort.isPending,
          destructive: true,
        }}
      />
    </Dialog>
  );
}
