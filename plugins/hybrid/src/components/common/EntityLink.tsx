import { useCallback, type ReactNode } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from 'react-router-dom';
import styles from './EntityLink.module.css';

/** Where entities are, by their refs. For a table, asked for once instead of in each row. */
export function useEntityLinks(): (entityRef: string) => string {
  const linkTo = useEntityRefLink();
  return useCallback(entityRef => linkTo(parseEntityRef(entityRef)), [linkTo]);
}

/**
 * A plain link to an entity, by a name that is known already. EntityRefLink asks the catalog
 * about each entity it shows, which is too much for a table of a thousand.
 */
export function EntityLink(props: {
  to: string;
  entityRef: string;
  children: ReactNode;
}) {
  return (
    <Link to={props.to} className={styles.link} title={props.entityRef}>
      {props.children}
    </Link>
  );
}
