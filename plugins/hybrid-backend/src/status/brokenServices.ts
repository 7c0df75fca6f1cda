import {
  HYBRID_TAGS,
  type BrokenService,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { entityTagMismatch } from '../aws/rule/entityTag';
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
function entityTagProblem(service: ServiceSnapshot): Problem | undefined {
  const { name, ruleTags, entityTags = [] } = service;
  if (readEntityRef(ruleTags)) return undefined;
  const usual = `component:default/${name}`;
  const named = entityTags.flatMap(
    ({ text = '' }) => readEntityRef({ [HYBRID_TAGS.entity]: text }) ?? [],
  );
  const example = named.includes(usual) ? usual : named[0] ?? usual;
  const { message, setTag } = entityTagMismatch(service, ruleTags, example);
  return {
    code: 'entity-tag-mismatch',
    message,
    remedy: `If ${example} is the entity, ${setTag}`,
  };
}
