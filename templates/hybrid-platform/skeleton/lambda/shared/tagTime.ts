/** A date, and perhaps a time of day and a zone, up to a blank or the end. */
const TIME =
  /^(\d{4}-\d\d-\d\d)(?:(?:T|\s+)(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?(?=\s|$)/i;

/** The time with which a tag's text begins, and the words after it. */
export interface TagTime {
  /** Milliseconds since the epoch. */
  at: number;
  words: string[];
}

/**
 * Reads a time that a program or a person wrote. Without a zone it is UTC, for Date.parse
 * would take the reader's own, and take many a word for a date.
 */
export function readTagTime(text: string): TagTime | undefined {
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [whole, date, time = '00:00', zone = 'Z'] = match;
  const at = Date.parse(`${date}T${time}${zone}`);
  if (Number.isNaN(at) || !isDay(date)) return undefined;
  return { at, words: wordsOf(text.trim().slice(whole.length)) };
}

/** What stands between blanks, tabs and line ends. */
export function wordsOf(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(Boolean);
}

/** Date.parse takes the 31st of February for a day of March. */
function isDay(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00Z`);
  return (
    !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date)
  );
}
