import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { requireFreePorts, waitFor } from './ports.mjs';

async function listening(handler) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: server.address().port };
}

describe('ports', () => {
  it('refuses a taken port, and says which part needs it', async () => {
    const { server, port } = await listening();
    await assert.rejects(requireFreePorts({ [port]: 'sandbox' }), error => {
      assert.match(error.message, new RegExp(`Port ${port} is taken`));
      assert.match(error.message, /sandbox needs it/);
      assert.match(error.remedy, /Stop what listens there/);
      return true;
    });
    server.close();
    await once(server, 'close');
    await requireFreePorts({ [port]: 'sandbox' });
  });

  it('waits until a URL answers with a success', async () => {
    let asked = 0;
    const { server, port } = await listening((_, response) => {
      response.statusCode = ++asked < 3 ? 503 : 200;
      response.end();
    });
    const url = `http://127.0.0.1:${port}`;
    assert.equal(await waitFor(url, { timeoutMs: 5_000 }), true);
    assert.equal(asked, 3);
    server.close();
  });

  it('stops waiting when there is nothing to wait for any more', async () => {
    const url = 'http://127.0.0.1:9';
    assert.equal(
      await waitFor(url, { timeoutMs: 60_000, isOver: () => true }),
      false,
    );
  });
});
