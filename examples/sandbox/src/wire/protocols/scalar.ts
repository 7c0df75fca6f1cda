import type { NormalizedSchema } from '@smithy/core/schema';

/** A simple value from text, as forms, headers, labels and query strings carry it. */
export function parseScalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) {
    if (/^true$/i.test(text)) return true;
    return /^false$/i.test(text) ? false : undefined;
  }
  if (schema.isNumericSchema()) {
    const number = text.trim() === '' ? NaN : Number(text);
    return Number.isNaN(number) ? undefined : number;
  }
  if (schema.isTimestampSchema()) {
    const date = /^\d+(\.\d+)?$/.test(text)
      ? new Date(Number(text) * 1000)
      : new Date(text);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}
