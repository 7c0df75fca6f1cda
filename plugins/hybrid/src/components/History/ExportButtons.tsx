import { Button } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { RiDownloadLine } from '@remixicon/react';
import type { ExportFormat } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { downloadText } from '../common/download';
import styles from './History.module.css';

/** The whole history as a file. */
export function ExportButtons(props: { entityRef: string; service: string }) {
  const t = useTexts();
  return (
    <div
      role="group"
      aria-label={t('history.export')}
      className={styles.exports}
    >
      <ExportButton format="json" {...props} />
      <ExportButton format="csv" {...props} />
    </div>
  );
}

function ExportButton(props: {
  entityRef: string;
  service: string;
  format: ExportFormat;
}) {
  const { entityRef, service, format } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const save = useAction(async () => {
    const text = await api.exportShifts(entityRef, format, {
      include: 'automation',
    });
    downloadText(text, t('history.fileName', { service }), format);
  });
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={save.isPending}
        onPress={() => save.run()}
      >
        {format === 'json' ? t('history.exportJson') : t('history.exportCsv')}
      </Button>
      {save.error && (
        <ErrorNotice error={save.error} title={t('history.exportFailed')} />
      )}
    </>
  );
}
