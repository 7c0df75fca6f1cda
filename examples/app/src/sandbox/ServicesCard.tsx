import type { CardProps } from './cardProps';
import { SITE_NAMES, SITES } from './figures';
import { SectionCard } from './SectionCard';
import { ServiceRow } from './ServiceRow';
import styles from './ServicesCard.module.css';

export function ServicesCard({ status, change }: CardProps) {
  return (
    <SectionCard
      title="Services"
      hint="Traffic and failures of the last ten seconds, as the clients saw them."
    >
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Weights</th>
              <th scope="col">Traffic</th>
              <th scope="col">Failed</th>
              {SITES.map(site => (
                <th scope="col" key={site}>
                  {SITE_NAMES[site]}
                </th>
              ))}
              <th scope="col">Alarms</th>
            </tr>
          </thead>
          <tbody>
            {status.services.map(service => (
              <ServiceRow
                key={service.name}
                service={service}
                change={change}
              />
            ))}
          </tbody>
        </table>
      </div>
    </SectionCard>
  );
}
