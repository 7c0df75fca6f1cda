import assert from 'node:assert/strict';
import { it } from 'node:test';
import { forgetNpx } from './node.mjs';

it('hands npx’s own options to nobody, and keeps the settings of npm', () => {
  const env = {
    npm_config_package: 'node@24',
    npm_config_yes: 'true',
    npm_config_call: '',
    npm_config_registry: 'https://registry.example/',
    PATH: '/bin',
  };
  forgetNpx(env);
  assert.deepEqual(env, {
    npm_config_registry: 'https://registry.example/',
    PATH: '/bin',
  });
});
