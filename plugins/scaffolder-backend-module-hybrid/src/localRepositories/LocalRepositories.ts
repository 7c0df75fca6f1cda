import { ConflictError, InputError } from '@backstage/errors';
import git from 'isomorphic-git';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { cp, lstat, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a repository's first commit says. */
export interface FirstCommit {
  branch: string;
  message: string;
  author: { name: string; email: string };
}

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/i;

/**
 * Git repositories that are made next to each other in one folder. A name is one path segment
 * that cannot be hidden, so nothing is made anywhere else.
 */
export class LocalRepositories {
  constructor(private readonly directory: string) {}

  /** Where the repository of this name is or would be; throws when it cannot be made. */
  async reserve(name: string): Promise<string> {
    if (!NAME.test(name) || name.toLowerCase().endsWith('.git')) {
      throw new InputError(
        `repository name "${name}" is not allowed: use at most 100 letters, digits, hyphens, underscores and dots, with a letter or digit first and last, and not ending in .git`,
      );
    }
    await mkdir(this.directory, { recursive: true });
    // The operator may have linked the folder elsewhere; what is linked inside it is refused.
    const path = join(await realpath(this.directory), name);
    if (await exists(path)) throw taken(name);
    return path;
  }

  /**
   * Makes a repository with the contents of a folder as its one commit. It appears complete
   * or not at all.
   *
   * @returns where it is, and the commit
   */
  async create(
    name: string,
    source: string,
    { branch, message, author }: FirstCommit,
  ): Promise<{ path: string; commitHash: string }> {
    const path = await this.reserve(name);
    const draft = join(await realpath(this.directory), `.new-${randomUUID()}`);
    await mkdir(draft);
    try {
      // Links are kept as they are: what they lead to is no part of the repository.
      await cp(source, draft, { recursive: true, verbatimSymlinks: true });
      await rm(join(draft, '.git'), { recursive: true, force: true });
      const dir = draft;
      await git.init({ fs, dir, defaultBranch: branch });
      await git.add({ fs, dir, filepath: '.' });
      const commitHash = await git.commit({ fs, dir, message, author });
      await rename(draft, path).catch(error => {
        throw isTaken(error) ? taken(name) : error;
      });
      return { path, commitHash };
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
}

function taken(name: string) {
  return new ConflictError(
    `There is a local repository ${name} already: take another name, or remove that one first`,
  );
}

function isTaken(error: { code?: string }) {
  return ['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(error.code ?? '');
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    error => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
