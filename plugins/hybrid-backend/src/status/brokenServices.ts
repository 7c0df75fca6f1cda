import {
  HYBRID_TAGS,
  type BrokenService,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeEntityTag, setEntityTag } from '../aws/rule/entityTag';
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
  ruleArns: [ruleArn],
  ruleTags,
}: ServiceSnapshot): Problem | undefined {
  if (readEntityRef(ruleTags)) return undefined;
  const example = `component:default/${name}`;
  return {
    code: 'entity-tag-mismatch',
    message: describeEntityTag(ruleTags[HYBRID_TAGS.entity], {
      rule: `listener rule ${ruleArn}`,
      entityRef: example,
    }),
    remedy: `If ${example} is the entity, ${setEntityTag(ruleArn, example)}`,
  };
}
