import type { ExportFormat } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry } from './entries';
import { csvWriter, toRows } from './shiftsCsv';

const TYPES: Record<ExportFormat, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/**
 * Answers with the shifts as a file, as fast as the caller takes it. The first shift is read
 * before the answer begins, so that a database that fails is a proper error; when it fails
 * later, the connection breaks off, so that nobody takes a part for the whole.
 */
export async function sendShifts(
  res: Response,
  shifts: AsyncGenerator<Entry>,
  file: { name: string; format: ExportFormat },
): Promise<void> {
  const first = await shifts.next();
  const all = prepend(first, shifts);
  res.attachment(`${fileName(file.name)}.${file.format}`);
  res.setHeader('Content-Type', TYPES[file.format]);
  res.setHeader('Cache-Control', 'no-store');
  try {
    if (file.format === 'csv') {
      await pipeline(Readable.from(rowsOf(all)), csvWriter(), res);
    } else {
      await pipeline(Readable.from(jsonOf(all)), res);
    }
  } catch (error) {
    // The caller went away: there is nobody to tell.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function* prepend<T>(
  first: IteratorResult<T>,
  rest: AsyncGenerator<T>,
): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

async function* rowsOf(shifts: AsyncIterable<Entry>) {
  for await (const shift of shifts) yield* toRows(shift);
}

async function* jsonOf(shifts: AsyncIterable<Entry>) {
  let separator = '[';
  for await (const shift of shifts) {
    yield separator + JSON.stringify(shift);
    separator = ',\n';
  }
  yield separator === '[' ? '[]\n' : ']\n';
}

/** Names of entities and platforms have nothing else, but a file's name must not either. */
function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
