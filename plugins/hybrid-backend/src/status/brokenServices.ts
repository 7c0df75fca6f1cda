import {
  HYBRID_TAGS,
  type BrokenService,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readEntityRef } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';

/**
 * Services that cannot be shown or shifted, and why. `mayRead` decides by the ref of the
 * service's entity, or by none where it is not known.
 */
export function brokenServices(
  services: ServiceSnapshot[],
  mayRead: (entityRef: string | undefined) => boolean,
): BrokenService[] {
  return services.flatMap(service => {
    const problem = service.problem ?? entityTagProblem(service);
    return problem && mayRead(readEntityRef(service.ruleTags))
      ? [{ service: service.name, problem }]
      : [];
  });
}

/** What is wrong with the tag that says which entity may operate the rule. */
function entityTagProblem({
  name,
  ruleArn,
  ruleTags,
}: ServiceSnapshot): Problem | undefined {
  if (readEntityRef(ruleTags)) return undefined;
  const text = ruleTags[HYBRID_TAGS.entity]?.trim();
  const example = `component:default/${name}`;
  return {
    code: 'entity-tag-mismatch',
    message: text
      ? `The tag '${HYBRID_TAGS.entity}' of the listener rule ${ruleArn} is '${text}', which is no full entity ref such as '${example}'.`
      : `The listener rule ${ruleArn} has no tag '${HYBRID_TAGS.entity}', so nobody may operate it from Backstage.`,
    remedy: `Set 'entity', such as '${example}', in the service's file of the platform repository and deploy it; that sets the tag '${HYBRID_TAGS.entity}'.`,
  };
}
