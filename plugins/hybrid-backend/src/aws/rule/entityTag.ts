import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { tagCommand } from './tagCommand';
import { readEntityRef } from './tags';

/** The tag of one rule of a service. */
export interface EntityTag {
  arn: string;
  /** Absent where the rule has no such tag. */
  text?: string;
}

/** What of a service tells whose it is. */
export interface EntityTagged {
  ruleArns: readonly string[];
  /** Of each rule; only where the rules do not have the same. */
  entityTags?: readonly EntityTag[];
}

/** The tags of all rules of a service, where they are not the same. */
export function differingEntityTags(
  rules: readonly { arn: string; tags: Record<string, string> }[],
): EntityTag[] | undefined {
  const all = rules.map(({ arn, tags }): EntityTag => {
    const text = tags[HYBRID_TAGS.entity];
    return { arn, ...(text !== undefined && { text }) };
  });
  return all.some(({ text }) => text !== all[0].text) ? all : undefined;
}

/** Which rules do not let an entity operate the service, and what helps. */
export function entityTagMismatch(
  { ruleArns, entityTags }: EntityTagged,
  ruleTags: Record<string, string>,
  entityRef: string,
): { message: string; setTag: string } {
  const all: readonly EntityTag[] =
    entityTags ??
    ruleArns.map(arn => ({ arn, text: ruleTags[HYBRID_TAGS.entity] }));
  const odd = all.filter(
    ({ text = '' }) =>
      readEntityRef({ [HYBRID_TAGS.entity]: text }) !== entityRef,
  );
  const messages = odd.map(({ arn, text }) =>
    describeEntityTag(text, { rule: `listener rule ${arn}`, entityRef }),
  );
  // Where none has another tag than the others, one stands for all.
  const told = entityTags ? messages : messages.slice(0, 1);
  const arns = odd.map(({ arn }) => arn).join(' ');
  return { message: told.join(' '), setTag: setEntityTag(arns, entityRef) };
}

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

/** How to set the tag, of several rules by their ARNs with blanks between them. A deployment sets it only where the file is not as it was deployed. */
export function setEntityTag(ruleArn: string, entityRef: string): string {
  return `set 'entity: ${entityRef}' in the service's file of the platform repository and deploy it. If the file says so already, a deployment changes nothing: set the tag itself, by '${tagCommand(
    ruleArn,
    HYBRID_TAGS.entity,
    entityRef,
  )}'.`;
}
