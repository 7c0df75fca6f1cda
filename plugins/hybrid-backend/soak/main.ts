/*
 * `npm run soak`: two replicas of the backend on PostgreSQL before the sandbox, for a while,
 * with random actions and faults that follow from one seed. See CONTRIBUTING.md.
 */
import { startStage } from './act/startStage';
import { postgresOf, withDatabase } from './act/withDatabase';
import { OptionsError, readOptions, type Options } from './options';
import { report, shortcomings } from './report';
import { Soak, type Course } from './Soak';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function soak(server: string, options: Options): Promise<Course> {
  const { seed, minutes, broken } = options;
  return withDatabase(server, async connection => {
    const stage = await startStage(connection, {
      broken,
      // One of two seeds has services on HTTP and HTTPS.
      severalRules: seed % 2 === 1,
    });
    try {
      return await new Soak(stage, say).run(seed, minutes);
    } finally {
      await stage.stop();
    }
  });
}

async function main(): Promise<number> {
  const options = readOptions(
    process.argv.slice(2),
    Math.floor(Math.random() * 1e9),
  );
  const server = postgresOf(process.env);
  if (!server) {
    say(
      'The soak needs PostgreSQL, 15 or newer, and makes a database of its own there: give its connection string as BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING.',
    );
    return 1;
  }
  const { minutes, seed, broken } = options;
  const rerun = `npm run soak -- --minutes ${minutes} --seed ${seed}${
    broken ? ` --break ${broken}` : ''
  }`;
  say(rerun);
  const course = await soak(server, options);
  report(course, rerun).forEach(say);
  if (broken) {
    say(course.found ? 'The broken build was caught.' : 'It was not caught.');
    return course.found ? 0 : 1;
  }
  const missing = shortcomings(course, minutes);
  missing.forEach(say);
  return course.found || missing.length > 0 ? 1 : 0;
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(
      `${error instanceof OptionsError ? error.message : error.stack}\n`,
    );
    process.exit(1);
  },
);
