/*
 * Sets the routing and the gateway's address of a copy of the configuration:
 *   config.ts <platform.yaml> <static|bgp> <customer gateway address>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

const [file, routing, address] = process.argv.slice(2);
const document = parseDocument(readFileSync(file, 'utf8'));
document.setIn(['vpn', 'routing'], routing);
document.setIn(['vpn', 'customerGatewayAddress'], address);
document.setIn(['network', 'vpcCidr'], '10.20.0.0/16');
document.setIn(['network', 'onPremCidrs'], ['192.168.10.0/24']);
document.deleteIn(['vpn', 'tunnels']);
writeFileSync(file, document.toString());
