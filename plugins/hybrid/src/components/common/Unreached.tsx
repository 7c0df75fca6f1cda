import type { Plan } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { formatExact } from '../../format/duration';
import { formatShare } from '../../format/numbers';
import { useTexts, type Texts } from '../../translations/useTexts';
import { Notice } from './Notice';

/** What of a plan says that a shift does not reach all of the traffic, or not at once. */
type Limits = Pick<Plan, 'elsewhereShare' | 'stickinessSeconds'>;

/** What a shift does not reach, sentence by sentence; none where it reaches all at once. */
export function unreachedInWords(
  t: Texts,
  { elsewhereShare = 0, stickinessSeconds = 0 }: Limits,
): string[] {
  return [
    elsewhereShare > 0 &&
      t('share.toElsewhere', { share: formatShare(elsewhereShare) }),
    stickinessSeconds > 0 &&
      t('rules.stay', { duration: formatExact(t, stickinessSeconds) }),
  ].filter(sentence => typeof sentence === 'string');
}

/** The same beside a plan, where nobody may miss it. */
export function Unreached(props: { plan: Limits }) {
  const t = useTexts();
  const sentences = unreachedInWords(t, props.plan);
  if (sentences.length === 0) return null;
  return (
    <Notice
      status="warning"
      title={t(
        props.plan.elsewhereShare
          ? 'rules.unreachedTitle'
          : 'rules.unreachedAtOnceTitle',
      )}
    >
      {sentences.map(sentence => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Notice>
  );
}
