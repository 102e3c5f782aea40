import { parseSync } from 'vite';

/** A node of the syntax tree, in the form that ESTree gives it. */
export interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a file takes from elsewhere. */
export interface Import {
  /** As it is written; `undefined` where the program computes it. */
  readonly specifier: string | undefined;
  /** Nothing is left of it when the types are stripped. */
  readonly typeOnly: boolean;
}

/** The syntax tree of a TypeScript file. Text in comments and strings is no code, so no rule trips over it. */
export function parse(path: string, source: string): Node {
  const { errors, program } = parseSync(path, source, { lang: 'ts' });
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  return program as unknown as Node;
}

/** Every import of a file: static, re-exporting, dynamic, and inside a type. */
export function importsOf(program: Node): readonly Import[] {
  return [...nodesIn(program)].flatMap((node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        // `import { type A }` leaves `import {}` behind, which still loads the module.
        return [{ specifier: textOf(node['source']), typeOnly: node['importKind'] === 'type' }];
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return node['source'] === null
          ? []
          : [{ specifier: textOf(node['source']), typeOnly: node['exportKind'] === 'type' }];
      case 'ImportExpression':
        return [{ specifier: textOf(node['source']), typeOnly: false }];
      case 'TSImportType':
        return [{ specifier: textOf(node['source']), typeOnly: true }];
      default:
        return [];
    }
  });
}

/** Every node, the deepest last. `enter` says into which fields of a node to go: by default into all of them. */
export function* nodesIn(
  node: Node,
  enter: (node: Node, field: string) => boolean = () => true,
): Generator<Node> {
  yield node;
  for (const [field, content] of Object.entries(node)) {
    if (!enter(node, field)) continue;
    for (const child of Array.isArray(content) ? content : [content])
      if (isNode(child)) yield* nodesIn(child, enter);
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The text of a literal, or of a template with nothing to fill in. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  const [quasi, ...more] = node.type === 'TemplateLiteral' ? (node['quasis'] as readonly Node[]) : [];
  const value = quasi?.['value'] as { readonly cooked: string } | undefined;
  return more.length === 0 ? value?.cooked : undefined;
}
