import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  EntityRefLinks,
  getEntityRelations,
  useEntity,
} from '@backstage/plugin-catalog-react';

/** The owners of the entity at hand, as links. */
export function Owners() {
  const { entity } = useEntity();
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const declared = entity.spec?.owner;
  if (owners.length > 0) {
    return (
      <EntityRefLinks
        entityRefs={owners.map(owner => stringifyEntityRef(owner))}
        defaultKind="group"
        hideIcons
      />
    );
  }
  return <>{typeof declared === 'string' ? declared : '–'}</>;
}
