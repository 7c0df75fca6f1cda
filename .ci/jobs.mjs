/*
 * What CI runs, in the order in which it is started; see scripts/lib/jobs.mjs for what a job is.
 * The longest is first, so that the others run beside it, and the browser tests are alone: they
 * wait for what a page shows, and three processes and a browser are at work then already.
 *
 * `only: 'all'` marks what is too dear for every change, measured by what it proves a minute.
 */
const exec = 'node scripts/run.mjs exec';

/** More slots than any machine has: such a job runs alone. */
const ALONE = Infinity;

const tests = (suite, more) => ({
  name: `npm test ${suite}`,
  command: `npm test ${suite}`,
  counted: true,
  ...more,
});

/** One repository at a time, as something else is running beside it. */
const templates = (...sets) => ({
  name: `Repositories that the template makes: ${sets.join(', ')}`,
  command: `npm run test:templates -- --at-once 1 ${sets.join(' ')}`,
  counted: true,
});

const platformCheck = name => ({
  name: `The platform for real: ${name}`,
  command: `bash templates/hybrid-platform/checks/${name}.sh`,
  counted: true,
});

const jobs = [
  tests('unit'),
  {
    name: 'Type check and API reports',
    command: `${exec} yarn build:api-reports --ci`,
  },
  { name: 'Lint', command: `${exec} yarn lint` },
  { name: 'Format', command: `${exec} prettier --check .` },
  tests('platform'),
  {
    name: "The platform template's own types, lint and synth, in place",
    command:
      'cd templates/hybrid-platform/skeleton; npm run build; npm run lint; npm run synth',
  },
  // Everything that the form can ask for, and as little as it can.
  templates('everything', 'minimal'),
  {
    ...templates(
      'always-on-istio',
      'existing-zone-without-dms',
      'transit-gateway-serverless-dms',
    ),
    only: 'all',
  },
  platformCheck('kubernetes'),
  {
    name: 'The AWS wire, as boto3 reads it',
    command: 'bash examples/sandbox/check/run.sh',
    counted: true,
  },
  {
    name: 'The back end against moto, an AWS that others wrote',
    command: 'bash plugins/hybrid-backend/checks/moto.sh',
    counted: true,
  },
  {
    name: 'A minute of the soak, and the broken builds that it catches',
    command: [
      'npm run soak -- --minutes 1',
      // They end when they are caught, on a busy machine at the second or third occasion.
      'npm run soak -- --minutes 4 --seed 2 --break no-fence',
      'npm run soak -- --minutes 4 --seed 2 --break old-plan',
    ].join('; '),
  },
  {
    name: 'The preflight of a replication, against real databases',
    command: 'bash plugins/hybrid-backend/checks/preflight-mariadb.sh',
    counted: true,
  },
  platformCheck('mariadb'),
  platformCheck('cloud-init'),
  platformCheck('vpn'),
  tests('scripts'),
  tests('browser', { slots: ALONE }),
  {
    name: 'Processes that are killed at any event or write',
    command:
      'KILL_EVERYWHERE=1 npm test unit -- plugins/hybrid-backend/src/shifts/durability/everywhere plugins/hybrid-backend/src/evacuations/killed',
    counted: true,
    slots: ALONE,
    only: 'all',
  },
  {
    name: 'The benchmarks, against their aims',
    command: 'npm run bench',
    slots: ALONE,
    only: 'all',
  },
  {
    name: 'The drill, in real time',
    command: 'npm run drill',
    slots: ALONE,
    only: 'all',
  },
  {
    name: 'Mutants of what decides',
    command: 'npm run mutation',
    slots: ALONE,
    only: 'all',
  },
];

/** CI's jobs; with `all`, those that are too dear for it, too. */
export function jobsOf({ all }) {
  return jobs.filter(({ only }) => all || only === undefined);
}
