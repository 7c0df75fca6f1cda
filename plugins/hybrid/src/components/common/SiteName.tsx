import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { siteIcons } from './siteIcons';
import styles from './SiteName.module.css';

/** A site's name with the icon that stands for it everywhere. */
export function SiteName(props: { site: Site }) {
  const t = useTexts();
  const Icon = siteIcons[props.site];
  return (
    <span className={styles.name}>
      <Icon size={16} aria-hidden />
      {t(`site.${props.site}`)}
    </span>
  );
}
