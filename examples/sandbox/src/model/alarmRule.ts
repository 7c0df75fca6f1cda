import type { AlarmState } from './alarms';

/** The rule of a composite alarm. */
export interface AlarmRule {
  /** Names or ARNs of the alarms that it watches. */
  children: string[];
  /** Whether the composite alarm is in ALARM. An alarm that is not there is in no state. */
  holds(stateOf: (alarm: string) => AlarmState | undefined): boolean;
}

type Holds = AlarmRule['holds'];

const TOKEN = /\s*(?:"([^"]*)"|([()])|([^\s()"]+))/y;
const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

/**
 * Reads an alarm rule: NOT binds more strongly than AND, and AND more strongly than OR.
 * Throws for what is no rule.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function readAlarmRule(text: string): AlarmRule {
  const tokens = tokensOf(text);
  const children: string[] = [];
  let at = 0;
  const take = () => tokens[at++];
  const expect = (wanted: string) => {
    const found = take();
    if (found !== wanted) {
      throw new Error(
        `The alarm rule has ${
          found ?? 'its end'
        } instead of ${wanted}: ${text}`,
      );
    }
  };

  function either(): Holds {
    let left = both();
    while (tokens[at] === 'OR') {
      take();
      const [first, second] = [left, both()];
      left = stateOf => first(stateOf) || second(stateOf);
    }
    return left;
  }
  function both(): Holds {
    let left = single();
    while (tokens[at] === 'AND') {
      take();
      const [first, second] = [left, single()];
      left = stateOf => first(stateOf) && second(stateOf);
    }
    return left;
  }
  function single(): Holds {
    const token = take();
    if (token === 'NOT') {
      const inner = single();
      return stateOf => !inner(stateOf);
    }
    if (token === '(') {
      const inner = either();
      expect(')');
      return inner;
    }
    if (token === 'TRUE' || token === 'FALSE') return () => token === 'TRUE';
    if (!STATES.includes(token ?? '')) {
      throw new Error(`The alarm rule has ${token ?? 'no end'}: ${text}`);
    }
    expect('(');
    const child = take() ?? '';
    expect(')');
    children.push(child);
    return stateOf => stateOf(child) === token;
  }

  const holds = either();
  if (at < tokens.length) expect('the end');
  return { children, holds };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim()) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      throw new Error(`The alarm rule cannot be read: ${text.slice(from)}`);
    }
    tokens.push(match[1] ?? match[2] ?? match[3]);
  }
  return tokens;
}
