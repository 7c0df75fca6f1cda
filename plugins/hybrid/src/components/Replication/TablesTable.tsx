import { Checkbox } from '@backstage/ui';
import type { ReplicationTable } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatCount } from '../../format/numbers';
import { useTexts } from '../../translations/useTexts';
import styles from './Replication.module.css';

/** The name by which people speak of a table. */
export function nameOf({ schema, table }: ReplicationTable): string {
  return `${schema}.${table}`;
}

/** Tables with what became of them; they can be chosen when there is something to choose for. */
export function TablesTable(props: {
  tables: ReplicationTable[];
  selected?: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}) {
  const { tables, selected, onSelect } = props;
  const t = useTexts();
  const toggle = (name: string, isSelected: boolean) => {
    const next = new Set(selected);
    if (isSelected) next.add(name);
    else next.delete(name);
    onSelect(next);
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('replication.tablesDialog.table')}</th>
            <th scope="col">{t('replication.tablesDialog.state')}</th>
            <th scope="col">{t('replication.tablesDialog.rows')}</th>
            <th scope="col">{t('replication.tablesDialog.changes')}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map(table => {
            const name = nameOf(table);
            return (
              <tr key={name}>
                <th scope="row">
                  {selected ? (
                    <Checkbox
                      aria-label={t('replication.tablesDialog.select', {
                        table: name,
                      })}
                      isSelected={selected.has(name)}
                      onChange={isSelected => toggle(name, isSelected)}
                    >
                      {name}
                    </Checkbox>
                  ) : (
                    name
                  )}
                </th>
                <td>
                  {table.state}
                  {table.validationState && ` · ${table.validationState}`}
                </td>
                <td>{formatCount(table.fullLoadRows)}</td>
                <td>
                  {[table.inserts, table.updates, table.deletes]
                    .map(formatCount)
                    .join(' / ')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
