import { useMemo, useState } from 'react';
import type {
  Evacuation,
  EvacuationItem,
  Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatDuration } from '../../format/duration';
import { useTexts, type Texts } from '../../translations/useTexts';
import { messages } from '../../translations/messages';
import { CountFilter } from '../common/CountFilter';
import { EntityLink, useEntityLinks } from '../common/EntityLink';
import { Explain } from '../common/Explain';
import { StateLabel } from '../common/StateLabel';
import { VirtualTable, type VirtualColumn } from '../common/VirtualTable';
import styles from './EvacuationPage.module.css';
import { itemStyles } from './statusStyles';
import { filterItems, ITEM_STATES } from './outcome';

/** What became of each service; what needs attention comes first. */
export function Results(props: { evacuation: Evacuation }) {
  const { evacuation } = props;
  const { counts, items } = evacuation;
  const t = useTexts();
  const [state, setState] = useState<EvacuationItem['state']>();
  const [text, setText] = useState('');
  const rows = useMemo(
    () => filterItems(evacuation, { state, text }),
    [evacuation, state, text],
  );
  const linkTo = useEntityLinks();
  const columns = useMemo(() => columnsIn(t, linkTo), [t, linkTo]);

  return (
    <section className={styles.results}>
      <CountFilter
        label={t('evacuation.resultTable')}
        all={{ name: t('evacuation.allItems'), count: items.length }}
        choices={ITEM_STATES.filter(
          choice => counts[choice] > 0 || choice === state,
        ).map(choice => ({
          id: choice,
          statusStyle: itemStyles[choice],
          name: t(`evacuation.item.${choice}`),
          count: counts[choice],
        }))}
        value={state}
        onChange={setState}
        text={text}
        onText={setText}
        shown={rows.length}
      />
      <VirtualTable
        label={t('evacuation.resultTable')}
        rows={rows}
        columns={columns}
        getKey={keyOf}
        rowHeight={44}
      />
    </section>
  );
}

function columnsIn(
  t: Texts,
  linkTo: (entityRef: string) => string,
): VirtualColumn<EvacuationItem>[] {
  return [
    {
      id: 'service',
      label: t('evacuation.column.service'),
      width: 220,
      cell: ({ entityRef, service }) => (
        <EntityLink to={linkTo(entityRef)} entityRef={entityRef}>
          {service}
        </EntityLink>
      ),
    },
    {
      id: 'state',
      label: t('evacuation.column.state'),
      width: 150,
      cell: ({ state }) => (
        <StateLabel statusStyle={itemStyles[state]}>
          {t(`evacuation.item.${state}`)}
        </StateLabel>
      ),
    },
    {
      id: 'time',
      label: t('evacuation.column.time'),
      width: 130,
      cell: ({ recoveryTimeSeconds }) =>
        recoveryTimeSeconds === undefined
          ? null
          : formatDuration(t, recoveryTimeSeconds),
    },
    {
      id: 'problem',
      label: t('evacuation.column.problem'),
      width: 460,
      cell: ({ service, problem }) =>
        problem && <WhatIsWrong service={service} problem={problem} />,
    },
  ];
}

function WhatIsWrong(props: { service: string; problem: Problem }) {
  const { service, problem } = props;
  const t = useTexts();
  // A newer backend may know problems that this frontend has no title for.
  const title = t(
    Object.hasOwn(messages.problem, problem.code)
      ? `problem.${problem.code}`
      : 'problem.unexpected',
  );
  return (
    <div className={styles.problem}>
      <Explain label={`${service}: ${title}`} words={title} title={title}>
        <div>{problem.message}</div>
        <div>{t('dialog.remedy', { remedy: problem.remedy })}</div>
      </Explain>
      <span className={styles.message}>{problem.message}</span>
    </div>
  );
}

function keyOf({ service }: EvacuationItem): string {
  return service;
}
