import { useMemo } from 'react';
import type { EvacuationPlanItem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { EntityLink, useEntityLinks } from '../common/EntityLink';
import { Explain } from '../common/Explain';
import { FailedRules } from '../common/FailedRules';
import { StateLabel } from '../common/StateLabel';
import { VirtualTable, type VirtualColumn } from '../common/VirtualTable';
import styles from './EvacuationDialog.module.css';
import { ItemChange } from './ItemChange';
import type { Judgement } from './judgement';
import { judgementStyles } from './statusStyles';

/** One service of the plan, as it is shown. */
interface JudgedItem {
  item: EvacuationPlanItem;
  judgement: Judgement;
}

/** The plan of each service. */
export function PlanTable(props: { items: readonly JudgedItem[] }) {
  const t = useTexts();
  const linkTo = useEntityLinks();
  const columns = useMemo(
    (): VirtualColumn<JudgedItem>[] => [
      {
        id: 'service',
        label: t('evacuation.column.service'),
        width: 180,
        cell: ({ item }) => (
          <EntityLink to={linkTo(item.entityRef)} entityRef={item.entityRef}>
            {item.service}
          </EntityLink>
        ),
      },
      {
        id: 'change',
        label: t('evacuation.column.change'),
        width: 130,
        cell: ({ item }) => <ItemChange item={item} />,
      },
      {
        id: 'verdict',
        label: t('evacuation.column.verdict'),
        width: 210,
        cell: ({ judgement }) => (
          <StateLabel statusStyle={judgementStyles[judgement]}>
            {judgement === 'forced'
              ? t('evacuation.verdictForced')
              : t(`evacuation.verdict.${judgement}`)}
          </StateLabel>
        ),
      },
      {
        id: 'why',
        label: t('evacuation.column.why'),
        width: 260,
        cell: ({ item }) =>
          item.failed.length > 0 && (
            <Explain
              label={`${item.service}: ${titlesOf(item)}`}
              words={<span className={styles.cut}>{titlesOf(item)}</span>}
              title={item.service}
            >
              <FailedRules rules={item.failed} />
            </Explain>
          ),
      },
    ],
    [t, linkTo],
  );
  return (
    <div className={styles.table}>
      <VirtualTable
        label={t('evacuation.planTable')}
        rows={props.items}
        columns={columns}
        getKey={keyOf}
        rowHeight={40}
      />
    </div>
  );
}

function titlesOf({ failed }: EvacuationPlanItem): string {
  return failed.map(({ title }) => title).join(', ');
}

function keyOf({ item }: JudgedItem): string {
  return item.service;
}
