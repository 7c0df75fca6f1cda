import {
  HYBRID_TAGS,
  MAX_WEIGHT,
  SITES,
  type Problem,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { TaggedResource } from '../tagging';
import { tagCommand } from './tagCommand';

/** The default weights, or why they are not known. Only what needs them is prevented by that. */
export type DefaultWeights =
  | { defaultWeights: Weights; defaultWeightsProblem?: undefined }
  | { defaultWeights?: undefined; defaultWeightsProblem: Problem };

/** The default weights of a service, by the tags of its two target groups. */
export function readDefaultWeights(
  groups: Record<Site, TaggedResource>,
): DefaultWeights {
  const defaultWeights = {} as Weights;
  for (const site of SITES) {
    const weight = readWeight(groups[site]);
    if (weight === undefined) return notKnown(groups[site]);
    defaultWeights[site] = weight;
  }
  return SITES.some(site => defaultWeights[site] > 0)
    ? { defaultWeights }
    : bothZero(groups);
}

function readWeight({ tags }: TaggedResource): number | undefined {
  const text = tags[HYBRID_TAGS.defaultWeight]?.trim() ?? '';
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

function notKnown({ arn, tags }: TaggedResource): DefaultWeights {
  const text = tags[HYBRID_TAGS.defaultWeight]?.trim();
  const tag = `The tag '${HYBRID_TAGS.defaultWeight}' of ${arn} is`;
  return problem(
    text
      ? `${tag} '${text}' and not a whole number from 0 to ${MAX_WEIGHT}.`
      : `${tag} missing.`,
    arn,
  );
}

function bothZero(groups: Record<Site, TaggedResource>): DefaultWeights {
  const arns = SITES.map(site => groups[site].arn);
  return problem(
    `The tags '${HYBRID_TAGS.defaultWeight}' of ${arns.join(
      ' and ',
    )} are both 0, and then nobody would serve the traffic.`,
    arns[0],
  );
}

function problem(message: string, arn: string): DefaultWeights {
  return {
    defaultWeightsProblem: {
      code: 'rule-not-hybrid',
      message: `The default weights are not known, so there is no reset. ${message}`,
      remedy: `Set the tag, by '${tagCommand(
        arn,
        HYBRID_TAGS.defaultWeight,
        '<weight>',
      )}'. Deploying the platform repository sets it only where the weight in the service's file has changed. Until then shift to the weights that you want.`,
    },
  };
}
