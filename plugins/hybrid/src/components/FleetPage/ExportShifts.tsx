import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { RiDownloadLine } from '@remixicon/react';
import type { ExportFormat } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { downloadText } from '../common/download';

/** The shifts of all services as a file. */
export function ExportShifts(props: { platform: string }) {
  const { platform } = props;
  const t = useTexts();
  const api = useApi(hybridApiRef);
  const save = useAction(async (format: ExportFormat) => {
    const text = await api.exportPlatformShifts(platform, format, {
      include: 'automation',
    });
    downloadText(text, t('fleet.exportFile', { platform }), format);
  });
  return (
    <>
      {save.error && (
        <ErrorNotice error={save.error} title={t('fleet.exportFailed')} />
      )}
      <MenuTrigger>
        <Button
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isPending={save.isPending}
        >
          {t('fleet.export')}
        </Button>
        <Menu
          aria-label={t('fleet.export')}
          onAction={key => save.run(key as ExportFormat)}
        >
          <MenuItem id="json">JSON</MenuItem>
          <MenuItem id="csv">CSV</MenuItem>
        </Menu>
      </MenuTrigger>
    </>
  );
}
