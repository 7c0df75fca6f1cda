/*
 * A process of the backend for the soak: that of the tests that kill it, with what is broken
 * on purpose broken before it starts.
 */
import { BREAKS, type BreakName } from './breaks';

// It does not outlive the soak, however that ends.
process.once('disconnect', () => process.exit());

const name = process.env.SOAK_BREAK as BreakName | undefined;
if (name) BREAKS[name]();

// It starts where it is loaded.
require('../src/__testUtils__/replicas/replica');
