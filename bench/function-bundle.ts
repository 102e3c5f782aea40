import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

export const functionNames = ['poll', 'deliver', 'digest', 'feed'] as const;
export type FunctionName = (typeof functionNames)[number];

const root = join(import.meta.dirname, '..');

/** The clients that a function makes, and nothing else of it: what its cold start would be without any code of ours. */
const clientsOf: Readonly<Record<FunctionName, readonly string[]>> = {
  poll: ['DynamoDBClient', 'SSMClient', 'SNSClient'],
  deliver: ['DynamoDBClient', 'SSMClient'],
  digest: ['DynamoDBClient', 'SSMClient', 'SNSClient', 'SESv2Client'],
  feed: ['DynamoDBClient'],
};
const packages: Readonly<Record<string, string>> = {
  DynamoDBClient: '@aws-sdk/client-dynamodb',
  SSMClient: '@aws-sdk/client-ssm',
  SNSClient: '@aws-sdk/client-sns',
  SESv2Client: '@aws-sdk/client-sesv2',
};

export interface FunctionBundle {
  /** The module to import. */
  readonly entry: string;
  /** All files, and all of them packed. */
  readonly bytes: number;
  readonly gzippedBytes: number;
  /** What an import loads, all but what waits for an `import()`: sources by their path below the project, and Node's modules. */
  readonly loaded: readonly string[];
  readonly remove: () => Promise<void>;
}

/** Bundles a function as its deployment does: what is imported when it is needed has a file of its own. */
export function bundleFunction(name: FunctionName): Promise<FunctionBundle> {
  return bundle(join(root, 'functions', name, 'handler.ts'));
}

/** A handler that makes the same clients of the SDK, and does nothing. */
export async function bundleClients(name: FunctionName): Promise<FunctionBundle> {
  const clients = clientsOf[name];
  const source = [
    ...clients.map((client) => `import { ${client} } from '${packages[client]}';`),
    "import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';",
    // Made when the module is loaded, as is the custom; bundlers would drop what nobody exports.
    `export const clients = [${clients.map((client) => `new ${client}({})`)}];`,
    'export const table = DynamoDBDocumentClient.from(clients[0]);',
    'export const handler = async () => [GetCommand, PutCommand, QueryCommand].length;',
  ].join('\n');
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-clients-'));
  const file = join(folder, 'handler.mjs');
  await writeFile(file, source);
  const bundled = await bundle(file);
  await rm(folder, { recursive: true });
  return bundled;
}

async function bundle(entryPoint: string): Promise<FunctionBundle> {
  const outdir = await mkdtemp(join(tmpdir(), 'amiwatch-bundle-'));
  const { metafile } = await build({
    entryPoints: { handler: entryPoint },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    metafile: true,
    absWorkingDir: root,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    nodePaths: [join(root, 'node_modules')],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const files = await Promise.all((await readdir(outdir)).map((file) => readFile(join(outdir, file))));
  const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
  return {
    entry: join(outdir, 'handler.mjs'),
    bytes: total(files.map(({ length }) => length)),
    gzippedBytes: total(files.map((file) => gzipSync(file).length)),
    loaded: loadedBy(metafile, relative(root, join(outdir, 'handler.mjs'))),
    remove: () => rm(outdir, { recursive: true }),
  };
}

function loadedBy({ outputs }: Metafile, entry: string): readonly string[] {
  const files = [entry];
  // Files that are found on the way are visited too.
  for (const file of files)
    for (const { kind, path } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && path in outputs && !files.includes(path)) files.push(path);
  const inputs = files.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  const builtins = files.flatMap((file) => outputs[file]?.imports ?? []).filter(isLoadedBuiltin);
  return [...new Set([...inputs, ...builtins.map(({ path }) => path)])];
}

function isLoadedBuiltin({ external, kind }: Metafile['outputs'][string]['imports'][number]): boolean {
  return external === true && kind === 'import-statement';
}
