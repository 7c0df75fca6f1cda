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

/**
 * The bytes of what the SDK's codecs write, as a plain buffer of their own. Theirs warns as
 * soon as it is used as a string, which `Buffer.from` alone does.
 */
export function toBuffer(data: Uint8Array | string): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  const { buffer, byteOffset, byteLength } = data;
  return Buffer.concat([Buffer.from(buffer, byteOffset, byteLength)]);
}
