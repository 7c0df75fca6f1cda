import { connect } from 'node:net';
import { UserError } from './output.mjs';

function isTaken(port) {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Throws when a port that is about to be used already answers. */
export async function requireFreePorts(ports) {
  for (const [port, purpose] of Object.entries(ports)) {
    if (await isTaken(Number(port))) {
      throw new UserError(
        `Port ${port} is taken; the ${purpose} needs it.`,
        `Stop what listens there (perhaps an earlier “npm start”), and run the command again.`,
      );
    }
  }
}

/** Waits until a URL answers with a success; `isOver` ends the wait early. */
export async function waitFor(url, { timeoutMs, isOver = () => false }) {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end && !isOver()) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      await response.arrayBuffer();
      if (response.ok) return true;
    } catch {
      // not there yet
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return false;
}
