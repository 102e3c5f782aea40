import { importsOf, isNode, type Node, nodesIn, parse } from './syntax.ts';

/** What reaches the world outside of a function's arguments. */
const outside = new Set([
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'WebSocket',
]);

/** Stages, with the history; shared/aws is where the world begins. */
const pure = /^shared\/(?!aws\/)/;

/** Says what in a stage depends on more than its arguments: the network, the clock, the environment, chance. */
export function impurities(path: string, source: string): readonly string[] {
  if (!pure.test(path)) return [];
  const program = parse(path, source);
  const found = [
    ...importsOf(program).flatMap(({ specifier }) => {
      if (specifier === undefined) return ['a computed import'];
      return specifier.startsWith('node:') ? [specifier] : [];
    }),
    ...[...nodesIn(program, isCode)].flatMap((node) => impurityOf(node) ?? []),
  ];
  return found.map(
    (what) => `${path} uses ${what}: a stage is pure; functions/ or shared/aws hands it the value.`,
  );
}

function impurityOf(node: Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return outside.has(String(node['name'])) ? String(node['name']) : undefined;
    case 'MetaProperty':
      return nameOf(node['meta']) === 'import' ? 'import.meta' : undefined;
    case 'NewExpression':
      return nameOf(node['callee']) === 'Date' && (node['arguments'] as readonly unknown[]).length === 0
        ? 'new Date()'
        : undefined;
    case 'CallExpression':
      return nameOf(node['callee']) === 'Date' ? 'Date()' : undefined;
    case 'MemberExpression': {
      const member = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
      return member === 'Date.now' || member === 'Math.random' ? member : undefined;
    }
    default:
      return undefined;
  }
}

/** Names of members and everything in types are no uses of the global of that name. */
function isCode(node: Node, field: string): boolean {
  if (node['computed'] === false && (field === 'key' || field === 'property')) return false;
  return !node.type.startsWith('TS') || field === 'expression';
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? String(node['name']) : undefined;
}
