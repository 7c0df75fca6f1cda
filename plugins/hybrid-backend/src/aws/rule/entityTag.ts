import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { tagCommand } from './tagCommand';
import { readEntityRef } from './tags';

/** Why a rule's tag does not let an entity operate it, in the one sentence for all places. */
export function describeEntityTag(
  /** The text of the tag, if it is there. */
  text: string | undefined,
  { rule, entityRef }: { rule: string; entityRef: string },
): string {
  const tag = `'${HYBRID_TAGS.entity}'`;
  const nobody = 'so nobody may operate it from Backstage';
  if (!text?.trim()) return `The ${rule} has no tag ${tag}, ${nobody}.`;
  return readEntityRef({ [HYBRID_TAGS.entity]: text })
    ? `The tag ${tag} of the ${rule} names another entity than ${entityRef}.`
    : `The tag ${tag} of the ${rule} is '${text.trim()}', which is no full entity ref such as '${entityRef}', ${nobody}.`;
}

/** How to set the tag. A deployment sets it only where the file is not as it was deployed. */
export function setEntityTag(ruleArn: string, entityRef: string): string {
  return `set 'entity: ${entityRef}' in the service's file of the platform repository and deploy it. If the file says so already, a deployment changes nothing: set the tag itself, by '${tagCommand(
    ruleArn,
    HYBRID_TAGS.entity,
    entityRef,
  )}'.`;
}
