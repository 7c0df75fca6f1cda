import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from 'react-router-dom';
import styles from './EntityLink.module.css';

/**
 * A plain link to an entity, by a name that is known already. EntityRefLink asks the catalog
 * about each entity it shows, which is too much for a table of a thousand.
 */
export function EntityLink(props: { entityRef: string; name: string }) {
  const { entityRef, name } = props;
  const linkTo = useEntityRefLink();
  return (
    <Link
      to={linkTo(parseEntityRef(entityRef))}
      className={styles.link}
      title={entityRef}
    >
      {name}
    </Link>
  );
}
