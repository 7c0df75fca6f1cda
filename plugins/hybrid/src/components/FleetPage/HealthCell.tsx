import {
  SITES,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Texts } from '../../translations/useTexts';
import { healthStyles } from '../common/statusStyles';
import { Ago } from '../common/Moment';
import { StateLabel } from '../common/StateLabel';
import styles from './Cells.module.css';
import { SiteLine } from './SiteLine';

/** Health that is older than the rest of the view by so much says how old it is. */
const NOTABLE_MS = 60_000;

/** Each site's health, and how many of its targets are healthy. */
export function HealthCell(props: { service: ServiceStatus; t: Texts }) {
  const { service, t } = props;
  const { sites, snapshot } = service;
  return (
    <>
      {SITES.map(site => {
        const { health, healthAt, targets } = sites[site];
        const counts = targets && {
          healthy: String(targets.healthy),
          total: String(targets.total),
        };
        return (
          <SiteLine key={site} site={site} t={t}>
            <StateLabel statusStyle={healthStyles[health]}>
              {t(`health.${health}`)}
            </StateLabel>
            <span
              className={styles.figures}
              title={
                counts
                  ? t('fleet.targetsLabel', counts)
                  : t('sites.targetsUnknown')
              }
            >
              {counts ? t('fleet.targets', counts) : '–'}
            </span>
            {healthAt && isOlder(healthAt, snapshot.takenAt) && (
              <span className={styles.quiet}>
                <Ago iso={healthAt} />
              </span>
            )}
          </SiteLine>
        );
      })}
    </>
  );
}

function isOlder(healthAt: string, takenAt: string): boolean {
  return Date.parse(takenAt) - Date.parse(healthAt) >= NOTABLE_MS;
}
