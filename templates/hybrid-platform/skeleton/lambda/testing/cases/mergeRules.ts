/*
 * What the tags of all listener rules of a service say together: it is held, or was moved by
 * automation, as a whole. The functions here and the Hybrid Platform's back end in Backstage are
 * both tested with this table.
 */

/** As the tags of one rule. */
interface RuleTags {
  /** `hybrid-platform:hold` */
  hold?: string;
  /** `hybrid-platform:automation` */
  automation?: string;
}

export interface MergeCase {
  why: string;
  rules: readonly RuleTags[];
  /** The hold of the service, over or not. */
  hold?: { until: string; by: string };
  automation?: { state: 'failed-over' | 'recovering'; since: string };
}

const MINA = 'user:default/mina';
const KIM = 'user:default/kim';
const [FIRST, SECOND] = [
  '2026-01-01T12:00:00.000Z',
  '2026-01-01T12:00:05.000Z',
];
const [EARLY, LATE] = ['2999-01-01T00:00:00.000Z', '2999-01-02T00:00:00.000Z'];
const OVER = '2020-01-01T00:00:00.000Z';

/** Each must hold for the rules in any order. */
export const mergeCases: readonly MergeCase[] = [
  { why: 'no rule says anything', rules: [{}, {}] },
  {
    why: 'one rule alone says what it says',
    rules: [{ hold: `${EARLY} ${MINA}`, automation: `recovering ${FIRST}` }],
    hold: { until: EARLY, by: MINA },
    automation: { state: 'recovering', since: FIRST },
  },
  {
    why: 'a hold on one rule holds the service',
    rules: [{}, { hold: `${EARLY} ${MINA}` }, {}],
    hold: { until: EARLY, by: MINA },
  },
  {
    why: 'of two holds the one that lasts longer counts',
    rules: [{ hold: `${LATE} ${KIM}` }, { hold: `${EARLY} ${MINA}` }],
    hold: { until: LATE, by: KIM },
  },
  {
    why: 'the times count, not their texts',
    rules: [
      { hold: `2999-01-02T01:00:00+09:00 ${MINA}` },
      { hold: `2999-01-02 ${KIM}` },
    ],
    hold: { until: LATE, by: KIM },
  },
  {
    why: 'one that is over takes nothing from one that is not',
    rules: [{ hold: `${OVER} ${KIM}` }, { hold: `${EARLY} ${MINA}` }],
    hold: { until: EARLY, by: MINA },
  },
  {
    why: 'a text that nobody can read takes nothing from a hold',
    rules: [{ hold: `forever ${KIM}` }, { hold: `${EARLY} ${MINA}` }],
    hold: { until: EARLY, by: MINA },
  },
  {
    why: 'and is no hold of the service',
    rules: [{ hold: `forever ${KIM}` }, {}],
  },
  {
    why: 'a rule that automation moved makes the service moved',
    rules: [{}, { automation: `failed-over ${FIRST}` }],
    automation: { state: 'failed-over', since: FIRST },
  },
  {
    why: 'one on its way back does, too',
    rules: [{ automation: `recovering ${FIRST}` }, {}],
    automation: { state: 'recovering', since: FIRST },
  },
  {
    why: 'it is failed over while one of its rules is',
    rules: [
      { automation: `recovering ${SECOND}` },
      { automation: `failed-over ${FIRST}` },
    ],
    automation: { state: 'failed-over', since: FIRST },
  },
  {
    why: 'though another is on its way back for longer',
    rules: [
      { automation: `recovering ${FIRST}` },
      { automation: `failed-over ${SECOND}` },
    ],
    automation: { state: 'failed-over', since: SECOND },
  },
  {
    why: 'it is failed over since its first rule is',
    rules: [
      { automation: `failed-over ${SECOND}` },
      { automation: `failed-over ${FIRST}` },
    ],
    automation: { state: 'failed-over', since: FIRST },
  },
  {
    why: 'on-prem counts as healthy since its last rule says so',
    rules: [
      { automation: `recovering ${SECOND}` },
      { automation: `recovering ${FIRST}` },
    ],
    automation: { state: 'recovering', since: SECOND },
  },
  {
    why: 'a state that nobody can read takes nothing from one that is known',
    rules: [
      { automation: 'failed-over yesterday' },
      { automation: `recovering ${FIRST}` },
    ],
    automation: { state: 'recovering', since: FIRST },
  },
  {
    why: 'and is nothing by itself',
    rules: [{ automation: 'failed-over yesterday' }, {}],
  },
  {
    why: 'a hold and a move may be of different rules',
    rules: [
      { hold: `${EARLY} ${MINA}` },
      { automation: `failed-over ${FIRST}` },
    ],
    hold: { until: EARLY, by: MINA },
    automation: { state: 'failed-over', since: FIRST },
  },
];
