import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ConfigError, loadConfig, type Config } from '../lib/config';
import { buildPlatform } from '../lib/build-platform';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
buildPlatform(app, readConfig());
app.synth();

function readConfig(): Config {
  try {
    return loadConfig(join(__dirname, '../config'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // The sentences are for whoever wrote the configuration; a stack trace would hide them.
    console.error(error.message);
    process.exit(1);
  }
}
