import type { Rename } from '../../tree/settings.ts';

/** Below these the keys are people's own. */
const own: ReadonlySet<string> = new Set(['labels', 'tags', 'Tags', 'Labels', 'node_group_labels']);

/** Terraform's names as EC2's API has them: `http_put_response_hop_limit` is `HttpPutResponseHopLimit`. */
export const toPascal: Rename = (key, path) =>
  path.some((name) => own.has(name)) ? key : key.split('_').map(capital).join('');

/** As EKS's API has them: `release_version` is `releaseVersion`; repeated blocks have the list's name. */
export const toCamel: Rename = (key, path) => {
  if (path.some((name) => own.has(name))) return key;
  if (key === 'taint' && path.length === 0) return 'taints';
  const [first = '', ...rest] = key.split('_');
  return first + rest.map(capital).join('');
};

/** CloudFormation's names as EKS's API has them: `ReleaseVersion` is `releaseVersion`. */
export const toLowerFirst: Rename = (key, path) =>
  path.some((name) => own.has(name)) ? key : key.charAt(0).toLowerCase() + key.slice(1);

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
