import type { ReactNode } from 'react';
import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Texts } from '../../translations/useTexts';
import { siteIcons } from '../common/siteIcons';
import styles from './Cells.module.css';

/** What a cell says of one site, behind the site's icon; its name is for who cannot see it. */
export function SiteLine(props: { site: Site; t: Texts; children: ReactNode }) {
  const { site, t, children } = props;
  const Icon = siteIcons[site];
  const name = t(`site.${site}`);
  return (
    <div className={styles.line}>
      <span role="img" aria-label={name} title={name} className={styles.site}>
        <Icon size={14} aria-hidden />
      </span>
      {children}
    </div>
  );
}
