/** The folders of the top level; another one is a change of the design. */
export const topLevel = ['.ci', 'bench', 'cli', 'docs', 'functions', 'infra', 'shared', 'test'] as const;

const catchAlls = new Set(['common', 'helper', 'helpers', 'lib', 'misc', 'util', 'utils']);
const kebab = /^\.?[a-z0-9]+([.-][a-z0-9]+)*$/;

const lineLimit = 250;
/** A handler wires; what it wires is next to it. */
const handlerLineLimit = 40;

/** Says what is wrong with a file's name and length. */
export function wrongFiles(path: string, source: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const [stem = ''] = file.split('.');
  const complaints: string[] = [];
  const catchAll = [...folders, stem].find((name) => catchAlls.has(name));
  if (catchAll !== undefined)
    complaints.push(`${path}: "${catchAll}" says nothing; name it after what it is or does.`);
  const named = /\.(ts|yaml)$/.test(file) ? [...folders, file] : folders;
  const odd = named.find((name) => !kebab.test(name));
  if (odd !== undefined) complaints.push(`${path}: "${odd}" is not kebab-case.`);
  const limit = /^functions\/[^/]+\/handler\.ts$/.test(path) ? handlerLineLimit : lineLimit;
  const lines = source.split('\n').length - 1;
  if (file.endsWith('.ts') && lines > limit)
    complaints.push(
      `${path} has ${lines} lines, and at most ${limit} are read: it is two things, so split it.`,
    );
  return complaints;
}

/** The top-level folders of these paths, each once and sorted. */
export function topLevelOf(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : []));
  return [...new Set(folders)].sort();
}
