import { posix } from 'node:path';
import { importsOf, parse } from './syntax.ts';

/** The stages of shared/, left to right. */
export const stages = [
  'parameters',
  'packages',
  'inventories',
  'changes',
  'setups',
  'exposure',
  'behaviour',
  'risks',
  'report',
  'announce',
  'feed',
] as const;

const problem = 'shared/problem.ts';

interface Wall {
  /** Files that the wall surrounds. */
  readonly around: RegExp;
  /** Starts of the paths that they may import, beside their own folder. */
  readonly may: readonly string[];
  readonly way: string;
}

const walls: readonly Wall[] = [
  ...stages.map((stage, index): Wall => {
    const left = stages.slice(0, index);
    return {
      around: new RegExp(`^shared/${stage}/`),
      may: [`shared/${stage}/`, ...left.map((other) => `shared/${other}/`), problem],
      way: `it may import ${problem} and ${left.length === 0 ? 'nothing else' : `the stages to its left: ${left.join(', ')}`}`,
    };
  }),
  { around: /^shared\/problem\.ts$/, may: [], way: 'it stands left of every stage and imports nothing' },
  {
    around: /^shared\/history\//,
    may: ['shared/history/', 'shared/parameters/', 'shared/packages/', problem],
    way: 'it is data, and may import parameters, packages and the problem',
  },
  {
    around: /^shared\/aws\//,
    may: ['shared/aws/', ...stages.map((stage) => `shared/${stage}/`), problem],
    way: 'it may import every stage',
  },
  {
    around: /^shared\//,
    may: [],
    way: `shared/ has the stages ${stages.join(' < ')}; give a new one its place`,
  },
  {
    around: /^functions\/([^/]+)\//,
    may: ['functions/$1/', 'shared/', 'infra/(resource|setting|brought-along)\\.ts', 'docs/schemas/'],
    way: 'functions never import each other: what two of them need is a stage of shared/',
  },
  { around: /^infra\/local\//, may: ['infra/', 'shared/'], way: 'it may import infra/ and shared/' },
  {
    around: /^(infra\/|serverless\.ts$)/,
    may: ['infra/(?!local/)', 'functions/[^/]+/function.ts', 'shared/'],
    way: 'the template is made of infra/*.ts and functions/*/function.ts',
  },
  { around: /^cli\//, may: ['cli/', 'functions/', 'infra/', 'shared/'], way: 'product code imports no test' },
  {
    around: /^bench\//,
    may: ['bench/', 'cli/', 'functions/', 'infra/', 'shared/', 'package.json'],
    way: 'benchmarks measure the product, not its tests',
  },
  { around: /^test\//, may: [''], way: '' },
  { around: /^[^/]+$/, may: [], way: 'configuration of a tool imports none of the project' },
];

/** Says which imports of a file go through a wall of the layout. */
export function wrongDirections(path: string, source: string): readonly string[] {
  const wall = walls.find(({ around }) => around.test(path));
  const own = wall?.around.exec(path)?.[1] ?? '';
  return relativeImports(path, source).flatMap(({ target }) =>
    wall?.may.some((start) => new RegExp(`^${start.replace('$1', own)}`).test(target)) === true
      ? []
      : [`${path} imports ${target}: ${wall?.way ?? 'its folder has no place in the layout'}.`],
  );
}

/** Files that describe the deployment: they are read by the deployment tool, which runs nothing of the program. */
const declarative = /^(infra\/[^/]+|functions\/[^/]+\/function|serverless)\.ts$/;

/** What reads the settings is a program of the deployment's own: it says what is wrong with them before anything is made. */
const settings = /^infra\/settings\//;

/** Says what a file that only describes the deployment would load of the program. */
export function runtimeInDescriptions(path: string, source: string): readonly string[] {
  if (!declarative.test(path)) return [];
  return importsOf(parse(path, source)).flatMap(({ specifier, typeOnly }) => {
    const target = specifier?.startsWith('.') ? resolve(path, specifier) : specifier;
    const described = target !== undefined && declarative.test(target);
    const read = path === 'serverless.ts' && target !== undefined && settings.test(target);
    return typeOnly || described || read
      ? []
      : [`${path} loads ${target}: it holds plain data, so it imports types and other descriptions only.`];
  });
}

const awsClients =
  /^(shared\/aws\/|functions\/[^/]+\/(context|handler)\.ts$|cli\/|infra\/local\/|test\/|bench\/)/;

/** Says where a file speaks to AWS that has no business there. */
export function awsOutsideItsPlaces(path: string, source: string): readonly string[] {
  if (awsClients.test(path)) return [];
  return importsOf(parse(path, source)).flatMap(({ specifier, typeOnly }) =>
    specifier?.startsWith('@aws-sdk/') === true && !(typeOnly && declarative.test(path))
      ? [
          `${path} imports ${specifier}: calls of AWS are in shared/aws, clients are made by a function's context.`,
        ]
      : [],
  );
}

function relativeImports(path: string, source: string): readonly { readonly target: string }[] {
  return importsOf(parse(path, source)).flatMap(({ specifier }) =>
    specifier?.startsWith('.') === true ? [{ target: resolve(path, specifier) }] : [],
  );
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}
