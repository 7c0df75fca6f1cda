import {
  elsewhereWeight,
  sharesOf,
  type ListenerRuleStatus,
  type ServiceStatus,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatShare } from '../../format/numbers';
import type { Texts } from '../../translations/useTexts';

/** Percentages of the requests: those of each site, and of target groups of neither. */
export interface Shares extends Record<Site, number> {
  elsewhere: number;
}

/** From left to right: the sites at the ends, as where there is nothing between them. */
export const SHARE_ORDER = ['on-prem', 'elsewhere', 'aws'] as const;

/** @param elsewhere - the weight of target groups of neither site. */
export function sharesBeside(weights: Weights, elsewhere = 0): Shares {
  const shares = sharesOf(weights, elsewhere);
  return {
    ...shares,
    elsewhere: elsewhere > 0 ? 100 - shares['on-prem'] - shares.aws : 0,
  };
}

/** What the weights of a service set; of one whose rules disagree, those of the first rule. */
export function setShares({
  sites,
  elsewhereShare = 0,
}: Pick<ServiceStatus, 'sites' | 'elsewhereShare'>): Shares {
  const [onPrem, aws] = [sites['on-prem'].share, sites.aws.share];
  const elsewhere = elsewhereShare > 0 ? Math.max(0, 100 - onPrem - aws) : 0;
  return { 'on-prem': onPrem, aws, elsewhere };
}

/** What one of several rules sets. */
export function ruleShares({
  weights,
  elsewhereShare,
}: ListenerRuleStatus): Shares {
  return sharesBeside(weights, elsewhereWeight(weights, elsewhereShare));
}

/** What a bar of shares shows, in words. */
export function sharesInWords(t: Texts, row: string, shares: Shares): string {
  const words = {
    row,
    onPrem: formatShare(shares['on-prem']),
    aws: formatShare(shares.aws),
  };
  return shares.elsewhere > 0
    ? t('share.barLabelElsewhere', {
        ...words,
        elsewhere: formatShare(shares.elsewhere),
      })
    : t('share.barLabel', words);
}
