/*
 * What the texts of tags mean. Two programs read them: the functions here, and the Hybrid
 * Platform's back end in Backstage. Both are tested with these tables, so that what one obeys
 * the other shows. People write tags by hand too, and at night: blanks and tabs are forgiven.
 */

const BY_MINA = 'user:default/mina';
const NOBODY_KNOWN = 'somebody unknown';
const YEAR_2999 = '2999-01-01T00:00:00.000Z';

/** A value of `hybrid-platform:hold`. */
export interface HoldCase {
  why: string;
  text: string | undefined;
  /** The hold that it is, over or not. */
  hold?: { until: string; by: string };
  /** There is a text, but not of a hold: it binds nobody, and somebody must be told. */
  unreadable?: true;
}

export const holdCases: readonly HoldCase[] = [
  { why: 'no tag is no hold', text: undefined },
  { why: 'an empty tag is no hold', text: '' },
  { why: 'nor are blanks alone', text: ' \t ' },
  {
    why: 'this is how Backstage writes it',
    text: `2999-01-01T00:00:00.000Z ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'who sets a tag by hand leaves out the milliseconds',
    text: `2999-01-01T00:00:00Z ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'or the seconds',
    text: `2999-01-01T00:00Z ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'a time without a holder holds all the same: nobody knows who wants it',
    text: '2999-01-01T00:00:00Z',
    hold: { until: YEAR_2999, by: NOBODY_KNOWN },
  },
  {
    why: 'a blank after it names nobody',
    text: '2999-01-01T00:00:00Z ',
    hold: { until: YEAR_2999, by: NOBODY_KNOWN },
  },
  {
    why: 'blanks before it change nothing',
    text: `  2999-01-01T00:00:00Z ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'nor do tabs and line ends, which come with what is pasted',
    text: `\t2999-01-01T00:00:00Z\t${BY_MINA}\n`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'the holder is the word after the time; what follows is a remark',
    text: `2999-01-01T00:00:00Z ${BY_MINA} until the disks are in`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'a time with an offset is that moment',
    text: `2999-01-01T09:00:00+09:00 ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'so it is without the colon, as date(1) writes it',
    text: `2999-01-01T09:00:00+0900 ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'a time without a zone is UTC, wherever the reader runs',
    text: `2999-01-01T00:00:00 ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'a blank may stand for the T: the hour is no holder',
    text: `2999-01-01 09:30 ${BY_MINA}`,
    hold: { until: '2999-01-01T09:30:00.000Z', by: BY_MINA },
  },
  {
    why: 'so may several, before the zone too',
    text: `2999-01-01  09:30:00  Z  ${BY_MINA}`,
    hold: { until: '2999-01-01T09:30:00.000Z', by: BY_MINA },
  },
  {
    why: 'a date alone is its first moment in UTC',
    text: `2999-01-01 ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'small letters are read too',
    text: `2999-01-01t00:00:00z ${BY_MINA}`,
    hold: { until: YEAR_2999, by: BY_MINA },
  },
  {
    why: 'one that is over is a hold that is over',
    text: `2020-01-01T00:00:00Z ${BY_MINA}`,
    hold: { until: '2020-01-01T00:00:00.000Z', by: BY_MINA },
  },
  ...[
    ['a hold that never ends would keep a service at a dead site', 'forever'],
    ['a word is no time, whatever Date.parse makes of it', 'maintenance-1'],
    ['nor is a number', '5'],
    ['nor a year', '2999'],
    ['nor a day that there is not', '2999-02-31T00:00:00Z'],
    ['nor a thirteenth month', '2999-13-01T00:00:00Z'],
    ['nor an hour that there is not', '2999-01-01T25:00:00Z'],
    ['nor a date in the local manner', '01/02/2999'],
    ['nor a time with something behind it', '2999-01-01T00:00:00Z,'],
  ].map(([why, time]) => ({
    why,
    text: `${time} ${BY_MINA}`,
    unreadable: true as const,
  })),
  {
    why: 'a holder without a time holds nothing',
    text: BY_MINA,
    unreadable: true,
  },
  {
    why: 'nor does one before the time',
    text: `${BY_MINA} 2999-01-01T00:00:00Z`,
    unreadable: true,
  },
];

/** A value of `hybrid-platform:automation`. */
export interface AutomationCase {
  why: string;
  text: string | undefined;
  automation?: { state: 'failed-over' | 'recovering'; since: string };
}

const SINCE = '2026-01-01T12:00:00.000Z';

export const automationCases: readonly AutomationCase[] = [
  { why: 'no tag: automation did not move it', text: undefined },
  { why: 'an empty tag says nothing', text: '' },
  {
    why: 'this is how the functions write it',
    text: `failed-over ${SINCE}`,
    automation: { state: 'failed-over', since: SINCE },
  },
  {
    why: 'on the way back',
    text: 'recovering 2026-01-01T12:00:00Z',
    automation: { state: 'recovering', since: SINCE },
  },
  {
    why: 'blanks and tabs change nothing',
    text: '  failed-over\t 2026-01-01T12:00:00Z ',
    automation: { state: 'failed-over', since: SINCE },
  },
  {
    why: 'a time without a zone is UTC',
    text: 'failed-over 2026-01-01T12:00:00',
    automation: { state: 'failed-over', since: SINCE },
  },
  { why: 'nobody knows since when', text: 'failed-over' },
  { why: 'nor here', text: 'failed-over yesterday' },
  { why: 'a number is no time', text: 'failed-over 5' },
  { why: 'no such state', text: `asleep ${SINCE}` },
  { why: 'states are written in small letters', text: `Failed-Over ${SINCE}` },
];

/** The values of `hybrid-platform:default-weight` of a service's two target groups. */
export interface DefaultWeightsCase {
  why: string;
  onPrem: string | undefined;
  aws: string | undefined;
  /** Absent when they are not known: what needs them must not guess. */
  weights?: { 'on-prem': number; aws: number };
}

export const defaultWeightsCases: readonly DefaultWeightsCase[] = [
  {
    why: 'two whole numbers',
    onPrem: '40',
    aws: '60',
    weights: { 'on-prem': 40, aws: 60 },
  },
  {
    why: 'blanks and tabs change nothing',
    onPrem: ' 40',
    aws: '60 \t',
    weights: { 'on-prem': 40, aws: 60 },
  },
  {
    why: 'one site may have nothing',
    onPrem: '0',
    aws: '999',
    weights: { 'on-prem': 0, aws: 999 },
  },
  {
    why: 'zeros before a number change nothing',
    onPrem: '040',
    aws: '060',
    weights: { 'on-prem': 40, aws: 60 },
  },
  { why: 'with 0 and 0 nobody would serve', onPrem: '0', aws: '0' },
  { why: 'AWS takes no weight above 999', onPrem: '40', aws: '1000' },
  { why: 'half of it is not enough', onPrem: '40', aws: undefined },
  { why: 'nor the other half', onPrem: '', aws: '60' },
  { why: 'no weight at all', onPrem: undefined, aws: undefined },
  ...[
    '60%',
    '-1',
    '+60',
    '6e1',
    '0x3c',
    '60.0',
    '6 0',
    '4O',
    'sixty',
    '６０',
  ].map(text => ({
    why: `${JSON.stringify(text)} is no weight`,
    onPrem: '40',
    aws: text,
  })),
];

/** A value of `hybrid-platform:site`. */
export interface SiteCase {
  why: string;
  text: string | undefined;
  site?: 'on-prem' | 'aws';
}

export const siteCases: readonly SiteCase[] = [
  { why: 'a site', text: 'on-prem', site: 'on-prem' },
  { why: 'the other one', text: 'aws', site: 'aws' },
  { why: 'blanks and tabs change nothing', text: ' aws\t', site: 'aws' },
  { why: 'sites are written in small letters', text: 'AWS' },
  { why: 'and in one way', text: 'onprem' },
  { why: 'there is no third one', text: 'moon' },
  { why: 'no tag', text: undefined },
  { why: 'an empty tag', text: '' },
];

/** A value of `hybrid-platform:service`. */
export interface ServiceCase {
  why: string;
  text: string | undefined;
  service?: string;
}

export const serviceCases: readonly ServiceCase[] = [
  { why: 'a name', text: 'cart', service: 'cart' },
  {
    why: 'blanks and tabs change nothing',
    text: ' cart\t',
    service: 'cart',
  },
  { why: 'no tag', text: undefined },
  { why: 'an empty tag', text: '' },
  { why: 'blanks alone', text: '  ' },
];
