import { type LocatedText, placeAt } from '../located-text.ts';
import { readYaml } from '../tree/read-yaml.ts';
import { settingsOf } from '../tree/settings.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

/** KubeletConfiguration, as JSON or YAML, whole or a drop-in of it. */
export function readKubeletConfig({ content, certain, path }: WrittenFile): NodeFileReading {
  const tree = readYaml(content);
  if (tree.is === 'broken') {
    const why = `${path} cannot be parsed: ${tree.why}`;
    return { gaps: [{ place: placeAt(content, tree.offset), why, about: 'kubelet-config' }] };
  }
  const { settings, gaps } = settingsOf('kubelet-config', tree);
  const own = settings.filter(({ key }) => key !== 'apiVersion' && key !== 'kind');
  return {
    settings: own.map((setting) => ({ ...setting, certain: setting.certain && certain, path })),
    gaps,
  };
}

/** Whether a path is one where kubelet's configuration is. */
export function isKubeletConfig(path: LocatedText | string): boolean {
  const text = typeof path === 'string' ? path : path.text;
  return /\/kubelet[^/]*\/(.*\/)?[^/]*(config|conf)[^/]*\.(json|ya?ml)$|\/kubelet\/config\.json\.d\/|kubelet-config[^/]*\.(json|ya?ml)$/.test(
    text,
  );
}
