/*
 * Changes a copy of the configuration to the options that the committed one does not use:
 *   config.ts <platform.yaml>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

const [file] = process.argv.slice(2);
const document = parseDocument(readFileSync(file, 'utf8'));
const istio = document.getIn(['addOns', 'istio']) === true;
document.setIn(['addOns', 'istio'], !istio);
document.setIn(['addOns', 'argoCd'], true);
document.setIn(['cluster', 'karpenter', 'capacity'], 'spot');
document.setIn(['deploy', 'githubRepository'], 'example/other');
document.set('schedule', document.createNode({ mode: 'always-on' }));
writeFileSync(file, document.toString());
