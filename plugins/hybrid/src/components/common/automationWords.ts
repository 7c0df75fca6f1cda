import { type AutomationMove } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Texts } from '../../translations/useTexts';
import { formatMoment } from './Moment';

/** Which function moved it, as far as anybody knows. */
export function moverOf(t: Texts, move: AutomationMove): string {
  return move.movedBy ?? t('automation.unknownFunction');
}

/** What became of a move, one line for each thing, each with its time. */
export function courseOf(t: Texts, move: AutomationMove): string[] {
  const { movedAt, recoveringSince, endedAt, state } = move;
  const when = formatMoment(movedAt);
  const lines: string[] = [
    move.movedAtLatest
      ? t('automation.movedLatest', { when })
      : t('automation.moved', { when }),
  ];
  if (recoveringSince) {
    lines.push(
      t('automation.recovering', { when: formatMoment(recoveringSince) }),
    );
  }
  if (endedAt) {
    const how = state === 'returned' ? 'returned' : 'left';
    const what = t(`automation.${how}${move.endedAtLatest ? 'Latest' : ''}`, {
      when: formatMoment(endedAt),
    });
    lines.push(
      move.endedBy && how === 'returned'
        ? t('automation.by', { what, who: move.endedBy })
        : what,
    );
  }
  return lines;
}
