import type { NormalizedSchema } from '@smithy/core/schema';
import type { Service } from '../types';
import { malformed } from '../validate';
import { parseScalar } from './scalar';

/*
 * The SDK writes query-string bodies but does not read them: this is the reader.
 * `Actions.member.1.Type=forward` becomes a tree first, which the schema then gives types.
 */

interface Node {
  text?: string;
  children: Map<string, Node>;
}

const newNode = (): Node => ({ children: new Map() });

/** Keys that belong to the protocol, not to the input. */
const protocolKeys = new Set(['Action', 'Version']);

class FormReader {
  constructor(private readonly service: Service) {}

  structure(
    schema: NormalizedSchema,
    node: Node,
    path: string,
  ): Record<string, unknown> {
    if (node.text !== undefined && node.children.size === 0) {
      throw malformed(
        this.service,
        `Unexpected value for the structure ${path}`,
      );
    }
    const result: Record<string, unknown> = {};
    const known = new Set<string>();
    for (const [name, member] of schema.structIterator()) {
      const key = this.memberKey(name, member);
      known.add(key);
      const child = node.children.get(key);
      if (child) result[name] = this.value(member, child, join(path, key));
    }
    this.refuseUnknown(node, known, path);
    return result;
  }

  private memberKey(name: string, member: NormalizedSchema): string {
    const traits = member.getMemberTraits();
    if (!this.service.isEc2) return (traits.xmlName as string) ?? name;
    const key =
      (traits.ec2QueryName as string) ?? (traits.xmlName as string) ?? name;
    return key[0]!.toUpperCase() + key.slice(1);
  }

  /** EC2 names every parameter that it does not know; the other services pass over them. */
  private refuseUnknown(node: Node, known: Set<string>, path: string) {
    if (!this.service.isEc2) return;
    for (const key of node.children.keys()) {
      if (!known.has(key)) {
        throw malformed(
          this.service,
          `The parameter ${join(path, key)} is not recognized`,
        );
      }
    }
  }

  private value(schema: NormalizedSchema, node: Node, path: string): unknown {
    if (schema.isListSchema()) return this.list(schema, node, path);
    if (schema.isMapSchema()) return this.map(schema, node, path);
    if (schema.isStructSchema()) return this.structure(schema, node, path);
    if (node.children.size > 0 || node.text === undefined) {
      throw malformed(
        this.service,
        `Unexpected complex element in the value ${path}`,
      );
    }
    const scalar = parseScalar(schema, node.text);
    if (scalar === undefined) {
      throw malformed(
        this.service,
        `The value '${node.text}' of ${path} cannot be converted`,
      );
    }
    return scalar;
  }

  private list(schema: NormalizedSchema, node: Node, path: string): unknown[] {
    const flat = this.service.isEc2 || schema.getMergedTraits().xmlFlattened;
    const item =
      (schema.getValueSchema().getMergedTraits().xmlName as string) ?? 'member';
    // An empty list is sent as `Name=`, without any member.
    if (node.text === '' && node.children.size === 0) return [];
    const holder = flat ? node : node.children.get(item);
    if (!holder || node.text !== undefined) {
      throw malformed(this.service, `${path} is not a list`);
    }
    return this.numbered(holder, path).map(([index, child]) =>
      this.value(schema.getValueSchema(), child, `${path}.${index}`),
    );
  }

  private map(schema: NormalizedSchema, node: Node, path: string) {
    const flat = schema.getMergedTraits().xmlFlattened;
    const holder = flat ? node : node.children.get('entry') ?? newNode();
    return Object.fromEntries(
      this.numbered(holder, path).map(([index, entry]) => {
        const value = entry.children.get('value');
        const key = entry.children.get('key')?.text;
        if (key === undefined || !value) {
          throw malformed(this.service, `${path}.${index} needs key and value`);
        }
        return [key, this.value(schema.getValueSchema(), value, path)];
      }),
    );
  }

  private numbered(node: Node, path: string): [number, Node][] {
    return [...node.children]
      .map(([key, child]): [number, Node] => {
        if (!/^[1-9]\d{0,5}$/.test(key)) {
          throw malformed(this.service, `${path}.${key} is not a list index`);
        }
        return [Number(key), child];
      })
      .sort(([a], [b]) => a - b);
  }
}

function join(path: string, key: string) {
  return path ? `${path}.${key}` : key;
}

export function decodeForm(
  body: string,
  schema: NormalizedSchema,
  service: Service,
): Record<string, unknown> {
  const root = newNode();
  for (const [key, value] of new URLSearchParams(body)) {
    if (protocolKeys.has(key)) continue;
    let node = root;
    for (const part of key.split('.')) {
      let child = node.children.get(part);
      if (!child) {
        child = newNode();
        node.children.set(part, child);
      }
      node = child;
    }
    node.text = value;
  }
  if (schema.isUnitSchema()) return {};
  return new FormReader(service).structure(schema, root, '');
}
