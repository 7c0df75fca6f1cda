import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from './install.mjs';

describe('what a failed installation tells', () => {
  const tells = (output, expected) => {
    const error = explain(output, 'install.log');
    assert.match(error.message, expected);
    assert.match(error.remedy, /install\.log|yarn\.lock/);
  };

  it('says that the disk is full', () => {
    tells(
      '➤ YN0001: │ Error: ENOSPC: no space left on device, write',
      /disk is full/,
    );
  });

  it('says that the registry could not be reached', () => {
    tells(
      '➤ YN0001: │ RequestError: getaddrinfo ENOTFOUND registry.example',
      /registry could not be reached/,
    );
    tells('connect ECONNREFUSED 127.0.0.1:9', /registry could not be reached/);
  });

  it('says that the lock file does not fit', () => {
    tells(
      '➤ YN0028: │ The lockfile would have been modified by this install',
      /yarn\.lock does not fit/,
    );
  });

  it('shows the last lines of anything else', () => {
    tells('one\ntwo\nthe end', /failed:[\s\S]*the end/);
  });
});
