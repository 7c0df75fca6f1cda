/*
 * Sets the direction of the replication and the database's address of a copy of the
 * configuration:
 *   config.ts <platform.yaml> <aws-to-on-prem|on-prem-to-aws> <address>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

const [file, direction, address] = process.argv.slice(2);
const document = parseDocument(readFileSync(file, 'utf8'));
document.setIn(['data', 'replication', 'enabled'], true);
document.setIn(['data', 'replication', 'direction'], direction);
document.setIn(['data', 'onPrem', 'address'], address);
document.setIn(['network', 'vpcCidr'], '10.20.0.0/16');
document.setIn(['network', 'onPremCidrs'], ['192.168.10.0/24']);
writeFileSync(file, document.toString());
