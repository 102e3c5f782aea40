import type { Setting, Setup, Value } from '../setups/setup.ts';
import { possible, settingsOf } from './ask-setting.ts';
import { namesFile } from './named-file.ts';
import { tidyPath } from './path.ts';
import { systemOf } from './system.ts';
import { allOf, anyOf, type Truth } from './truth.ts';

/** Until then AL2023's containerd imported what stood in its drop-in directory. */
const firstWithoutImport = 'v20240514';
const main = '/etc/containerd/config.toml';

/**
 * The setup with those settings alone that something on the node reads.
 *
 * On AL2023 nodeadm writes containerd's whole configuration when the node starts, over what is there, and imports nothing that the NodeConfig
 * does not ask for. A setting that only stands in another file has no effect, and is no answer to whether it is set.
 *
 * @param release the release that is asked about; the newest where it is left out.
 */
export function asRead(setup: Setup, release?: string): Setup {
  const isElsewhere = ({ of, path }: Located) =>
    of === 'containerd' && path !== undefined && path.startsWith('/etc/containerd/');
  if (systemOf(setup) !== 'AL2023') return setup;
  const isOverwritten = writesBeforeNodeadm(setup);
  const imports = settingsOf('containerd', 'imports[*]', setup).flatMap((group) =>
    possible(group.filter(({ path }) => path === undefined || (isMain(path) && !isOverwritten))),
  );
  const hasImport = release !== undefined && release < firstWithoutImport;
  const globs = hasImport ? [...imports.map(asImport), byDefault] : imports.map(asImport);
  const truthOfRead = (item: Located): Truth => {
    if (!isElsewhere(item)) return 'yes';
    const path = item.path ?? '';
    if (isMain(path)) return isOverwritten ? 'no' : 'yes';
    return anyOf(globs.map((names) => names({ known: true, text: path })));
  };
  return {
    ...setup,
    settings: setup.settings.flatMap((setting) => {
      const truth = truthOfRead(setting);
      if (truth === 'no') return [];
      return [truth === 'yes' ? setting : { ...setting, certain: false }];
    }),
    gaps: setup.gaps.filter((gap) => truthOfRead({ ...gap, of: gap.about }) !== 'no'),
  };
}

interface Located {
  readonly of: string;
  readonly path?: string;
}

const isMain = (path: string) => tidyPath(path) === main;

type Import = (path: Value) => Truth;

const asImport =
  ({ certain, value }: Setting): Import =>
  (path) =>
    allOf([certain ? 'yes' : 'unknown', namesFile(value, path)]);

const byDefault: Import = (path) => namesFile({ known: true, text: '/etc/containerd/config.d/*.toml' }, path);

/** A file that is given by itself may be what a node has; one that user data writes is written over. */
function writesBeforeNodeadm({ steps }: Setup): boolean {
  const writes = steps.filter(
    (step) => step.does === 'write' && step.path.known && tidyPath(step.path.text) === main,
  );
  return (
    writes.length > 0 && writes.every(({ phase }) => phase !== 'bootstrap' && phase !== 'after-bootstrap')
  );
}
