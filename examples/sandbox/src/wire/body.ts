import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from './awsError';
import type { WireRequest } from './types';

const unzip = promisify(gunzip);

/** No call of the sandbox needs more; Lambda's limit is 6 MB. */
export const maxBodyBytes = 8 * 1024 * 1024;

/** Undoes gzip: the SDK compresses PutMetricData's larger bodies. */
export async function inflate(request: WireRequest): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (!encoding || encoding === 'aws-chunked') return request.body;
  if (encoding !== 'gzip') {
    throw new AwsError(
      'UnsupportedMediaTypeException',
      `The content encoding ${encoding} is not supported.`,
      { status: 415 },
    );
  }
  try {
    return await unzip(request.body, { maxOutputLength: maxBodyBytes });
  } catch {
    throw new AwsError(
      'SerializationException',
      'The compressed body could not be read.',
    );
  }
}
