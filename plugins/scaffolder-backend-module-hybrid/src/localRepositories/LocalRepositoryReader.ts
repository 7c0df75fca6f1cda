import type {
  ReaderFactory,
  ReadTreeResponseFactory,
} from '@backstage/backend-defaults/urlReader';
import { ReadUrlResponseFactory } from '@backstage/backend-defaults/urlReader';
import type {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadUrlOptions,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { localRepositoriesDirectory } from './config';

/**
 * Reads `file:` URLs below the folder of the local repositories, and no others, so that the
 * catalog can read what `hybrid:publish:local` made. Links that lead out of the folder are
 * not followed: a repository's contents are whatever a template writes.
 */
export class LocalRepositoryReader implements UrlReaderService {
  static readonly factory: ReaderFactory = ({
    config,
    treeResponseFactory,
  }) => {
    const directory = localRepositoriesDirectory(config);
    if (!directory) return [];
    const reader = new LocalRepositoryReader(directory, treeResponseFactory);
    return [{ reader, predicate: url => url.protocol === 'file:' }];
  };

  constructor(
    private readonly directory: string,
    private readonly treeResponseFactory: ReadTreeResponseFactory,
  ) {}

  async readUrl(url: string, options?: UrlReaderServiceReadUrlOptions) {
    const content = await readFile(await this.resolve(url, 'file'));
    const etag = createHash('sha256').update(content).digest('hex');
    if (options?.etag === etag) throw new NotModifiedError();
    return ReadUrlResponseFactory.fromReadable(Readable.from([content]), {
      etag,
    });
  }

  async readTree(url: string, options?: UrlReaderServiceReadTreeOptions) {
    const root = await this.resolve(url, 'folder');
    const files: { path: string; size: number; modified: Date }[] = [];
    for (const entry of await readdir(root, {
      recursive: true,
      withFileTypes: true,
    })) {
      const path = relative(root, join(entry.parentPath, entry.name));
      // Neither links nor git's own files are contents.
      if (!entry.isFile() || path.split(sep).includes('.git')) continue;
      const { size, mtime } = await stat(join(root, path));
      if (options?.filter && !options.filter(path, { size })) continue;
      files.push({ path, size, modified: mtime });
    }
    const etag = createHash('sha256')
      .update(JSON.stringify(files))
      .digest('hex');
    if (options?.etag === etag) throw new NotModifiedError();
    const response = await this.treeResponseFactory.fromReadableArray(
      files.map(({ path, modified }) => ({
        data: createReadStream(join(root, path)),
        path,
        lastModifiedAt: modified,
      })),
    );
    return Object.assign(response, { etag });
  }

  async search(url: string, options?: UrlReaderServiceReadUrlOptions) {
    try {
      const { buffer, etag } = await this.readUrl(url, options);
      return { files: [{ url, content: buffer }], etag: etag ?? '' };
    } catch (error) {
      if (error instanceof NotFoundError) return { files: [], etag: '' };
      throw error;
    }
  }

  toString() {
    return `localRepositories{directory=${this.directory}}`;
  }

  private async resolve(url: string, kind: 'file' | 'folder') {
    const notFound = new NotFoundError(
      `There is no ${kind} ${url} in the local repositories`,
    );
    const root = await realpath(this.directory).catch(() => {
      throw notFound;
    });
    const path = fileURLToPath(url);
    // Asked first of the path as it is written, so that nobody learns what exists outside.
    if (!isInside(this.directory, path) && !isInside(root, path)) {
      throw outside(url);
    }
    const real = await realpath(path).catch(() => {
      throw notFound;
    });
    if (!isInside(root, real)) throw outside(url);
    const found = await stat(real);
    if (kind === 'file' ? !found.isFile() : !found.isDirectory()) {
      throw notFound;
    }
    return real;
  }
}

function isInside(folder: string, path: string): boolean {
  const rest = relative(folder, path);
  return rest !== '' && !isAbsolute(rest) && rest.split(sep)[0] !== '..';
}

function outside(url: string) {
  return new NotAllowedError(
    `${url} is not in the folder of the local repositories`,
  );
}
