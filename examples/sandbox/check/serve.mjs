/*
 * The sandbox for the check: the example platform on free ports, with more tables in its
 * replication task than one page holds, and a serverless replication. Prints the URL, and stops when its input ends.
 */
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../src/index.ts';

const sandbox = await startSandbox({
  configDir: fileURLToPath(new URL('../platforms/shop', import.meta.url)),
  port: 0,
  trafficPort: 0,
  requestsPerSecond: 5,
});
const [task] = sandbox.world.dms.tasks.values();
for (let number = 1; number <= 40; number += 1) {
  task.tables.push({
    schema: 'archive',
    table: `orders_${number}`,
    state: 'Table completed',
    inserts: number,
    updates: 0,
    deletes: 0,
    fullLoadRows: 1000 * number,
  });
}
// And a serverless replication, which was never started.
const arn = task.arn.replace(':task:', ':replication-config:');
const { instanceArn: _, ...replicating } = task;
sandbox.world.dms.serverless.set(arn, {
  ...replicating,
  arn,
  identifier: 'archive',
  maxCapacityUnits: 8,
  status: 'created',
  everStarted: false,
  tables: [
    {
      schema: 'archive',
      table: 'orders',
      state: 'Before load',
      inserts: 0,
      updates: 0,
      deletes: 0,
      fullLoadRows: 1000,
    },
  ],
});
process.stdout.write(`${sandbox.awsEndpoint}\n`);
process.stdin.resume().once('end', () => {
  sandbox.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
