import type { Setup } from '../setups/setup.ts';
import { tidyPath } from './path.ts';
import { systemOf } from './system.ts';

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
  const isElsewhere = ({ of, path }: { readonly of: string; readonly path?: string }) =>
    of === 'containerd' && path !== undefined && path.startsWith('/etc/containerd/');
  if (systemOf(setup) !== 'AL2023') return setup;
  const imports =
    (release !== undefined && release < firstWithoutImport) ||
    setup.settings.some(
      ({ key, of, path }) => of === 'containerd' && path === undefined && key.startsWith('imports['),
    );
  const isOverwritten = writesBeforeNodeadm(setup);
  const isRead = (item: { readonly of: string; readonly path?: string }) =>
    !isElsewhere(item) || (tidyPath(item.path ?? '') === main ? !isOverwritten : imports);
  return {
    ...setup,
    settings: setup.settings.filter(isRead),
    gaps: setup.gaps.filter((gap) => isRead({ ...gap, of: gap.about })),
  };
}

/** A file that is given by itself may be what a node has; one that user data writes is written over. */
function writesBeforeNodeadm({ steps }: Setup): boolean {
  const writes = steps.filter(
    (step) => step.does === 'write' && step.path.known && tidyPath(step.path.text) === main,
  );
  return (
    writes.length > 0 && writes.every(({ phase }) => phase !== 'bootstrap' && phase !== 'after-bootstrap')
  );
}
