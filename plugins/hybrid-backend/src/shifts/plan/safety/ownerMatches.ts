import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { fail, pass, type SafetyRule } from './facts';

/** The rule's tag must still name the entity: it may have changed since the snapshot. */
export const ownerMatches: SafetyRule = {
  id: 'owner-matches',
  title: 'Service belongs to the entity',
  check: ({ entityRef, taggedEntityRef }) =>
    taggedEntityRef === entityRef
      ? pass(`The listener rule is tagged with ${entityRef}.`)
      : fail(
          taggedEntityRef
            ? `The listener rule's tag '${HYBRID_TAGS.entity}' names another entity than ${entityRef}.`
            : `The listener rule has no tag '${HYBRID_TAGS.entity}'.`,
          `Set the tag '${HYBRID_TAGS.entity}' to ${entityRef} by deploying the platform repository.`,
        ),
};
