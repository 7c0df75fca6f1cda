import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const SOURCE = /(?<!\.d|\.test)\.tsx?$/;

/**
 * The circles of imports among the sources of a folder, each as the paths of its files. An
 * import of nothing but types counts: unlike ESLint's `import/no-cycle`, this sees whether
 * two files can be read, moved and understood without each other.
 */
export function circlesIn(root) {
  const files = new Set(
    globSync('**/*.{ts,tsx}', { cwd: root }).filter(path => SOURCE.test(path)),
  );
  const imports = new Map(
    [...files].map(path => [
      path,
      ts
        .preProcessFile(readFileSync(join(root, path), 'utf8'))
        .importedFiles.map(({ fileName }) => resolve(path, fileName, files))
        .filter(Boolean),
    ]),
  );
  return circlesOf(imports);
}

function resolve(from, specifier, files) {
  if (!specifier.startsWith('.')) return undefined;
  const path = join(dirname(from), specifier);
  return [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
    candidate => files.has(candidate),
  );
}

/** Tarjan's strongly connected components, of more than one node or with an arrow to itself. */
export function circlesOf(arrows) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const circles = [];

  const visit = node => {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);
    for (const next of arrows.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      else if (!stack.includes(next)) continue;
      low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== order.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1 || arrows.get(node)?.includes(node)) {
      circles.push(circle.sort());
    }
  };
  for (const node of arrows.keys()) if (!order.has(node)) visit(node);
  return circles;
}
