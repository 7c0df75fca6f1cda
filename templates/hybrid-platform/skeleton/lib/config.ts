/*
 * The configuration of a platform repository: `config/platform.yaml` and one
 * `config/services/<name>.yaml` per service. Everything else is made from it, so it is
 * checked before anything is made, and unknown keys are refused: a misspelt setting must
 * not be ignored in silence.
 */
export * from './config/check';
export * from './config/load';
export * from './config/platform';
export * from './config/service';
