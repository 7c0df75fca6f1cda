type Level = 'info' | 'warn' | 'error';

/** One JSON object per line, so that CloudWatch Logs Insights finds the fields by itself. */
export type Log = Record<
  Level,
  (message: string, fields?: Record<string, unknown>) => void
>;

export function createLog(common: Record<string, unknown>): Log {
  const at =
    (level: Level) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      // eslint-disable-next-line no-console
      console[level](
        JSON.stringify({ level, message, ...common, ...fields }, readable),
      );
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** An error is no plain object: without this it would be logged as `{}`. */
function readable(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack };
}
