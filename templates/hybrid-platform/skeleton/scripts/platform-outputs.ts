import { join } from 'node:path';
import { loadConfig } from '../lib/config';

/* What pipelines need of the configuration, as lines of `name=value`. */
const { platform } = loadConfig(join(__dirname, '../config'));
const { id, account, region, deploy } = platform;
const outputs = { id, account, region, environment: deploy.githubEnvironment };
for (const [name, value] of Object.entries(outputs)) {
  console.log(`${name}=${value}`);
}
