import { PluginHeader } from '@backstage/ui';
import { RiNodeTree } from '@remixicon/react';
import { useTexts } from '../../translations/useTexts';
import { FleetPage } from './FleetPage';
import styles from './FleetPage.module.css';

/** For the old frontend system, where a page brings its own header. */
export function FleetPageWithHeader() {
  const t = useTexts();
  return (
    <main className={styles.main}>
      <PluginHeader title={t('fleet.title')} icon={<RiNodeTree />} />
      <FleetPage />
    </main>
  );
}
