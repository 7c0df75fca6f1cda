import { describeEntityTag } from '../../../aws/rule/entityTag';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { fail, pass, type SafetyRule } from './facts';

/** The rule's tag must still name the entity: it may have changed since the snapshot. */
export const ownerMatches: SafetyRule = {
  id: 'owner-matches',
  title: 'Service belongs to the entity',
  check: ({
    entityRef,
    taggedEntityRef,
    entityTag = taggedEntityRef,
    ruleCount = 1,
  }) =>
    taggedEntityRef === entityRef
      ? pass(`The listener rule is tagged with ${entityRef}.`)
      : fail(
          ruleCount > 1
            ? `Not all ${ruleCount} listener rules of the service have the tag '${HYBRID_TAGS.entity}' = '${entityRef}'.`
            : describeEntityTag(entityTag, {
                rule: 'listener rule',
                entityRef,
              }),
          `If ${entityRef} is the right entity, set the tag '${HYBRID_TAGS.entity}' of each listener rule of the service to it, by the service's file in the platform repository or, where that says so already, by hand.`,
        ),
};
