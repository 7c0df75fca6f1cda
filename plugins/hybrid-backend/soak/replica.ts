/*
 * A process of the backend for the soak: that of the tests that kill it, with what is broken
 * on purpose broken before it starts.
 */
import { BREAKS, type BreakName } from './breaks';

const name = process.env.SOAK_BREAK as BreakName | undefined;
if (name) BREAKS[name]();

// eslint-disable-next-line import/first -- it starts where it is imported
require('../src/__testUtils__/replicas/replica');
