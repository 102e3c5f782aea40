import { describe } from 'vitest';
import type { Condition } from '../../shared/exposure/condition.ts';
import { check, type Row } from './check-condition.ts';
import { setupOf } from './setup-of.ts';

const flag: Condition = { setting: { of: 'kubelet-flag', key: 'resolv-conf', value: '' } };
const settings = (...list: NonNullable<Parameters<typeof setupOf>[0]['settings']>[number][]) =>
  setupOf({ settings: list });

describe('settings', () => {
  const rows: readonly Row[] = [
    ['the value', flag, settings(['kubelet-flag', 'resolv-conf', '']), 'yes', 1],
    ['another value', flag, settings(['kubelet-flag', 'resolv-conf', '/etc/resolv.conf']), 'no', 1],
    ['another program', flag, settings(['kubelet-config', 'resolv-conf', '']), 'no'],
    ['a value of the run', flag, settings(['kubelet-flag', 'resolv-conf', '~$FILE']), 'unknown', 1],
    ['a value that cannot be', flag, settings(['kubelet-flag', 'resolv-conf', '~/etc/$FILE']), 'no', 1],
    ['not there', flag, setupOf({}), 'no'],
    ['not there beside a gap', flag, setupOf({ gaps: [[7, 'all']] }), 'unknown', 7],
    ['not there beside a gap of its program', flag, setupOf({ gaps: [[7, 'kubelet-flag']] }), 'unknown', 7],
    ['not there beside a gap of another program', flag, setupOf({ gaps: [[7, 'containerd']] }), 'no'],
    [
      'around it all is up to the run',
      { setting: { of: 'launch-template', key: 'MetadataOptions.HttpTokens', value: 'optional' } },
      settings(['launch-template', 'MetadataOptions', '~var.options']),
      'unknown',
      1,
    ],
    [
      'beside it something is up to the run',
      { setting: { of: 'launch-template', key: 'MetadataOptions.HttpTokens', value: 'optional' } },
      settings(['launch-template', 'MetadataOptions.HttpEndpoint', '~var.endpoint']),
      'no',
    ],
    ['in a branch', flag, settings(['kubelet-flag', 'resolv-conf', '', 'maybe']), 'unknown', 1],
    [
      'overruled for sure',
      flag,
      settings(['kubelet-flag', 'resolv-conf', ''], ['kubelet-flag', 'resolv-conf', '/a']),
      'no',
      2,
    ],
    [
      'overruled in a branch',
      flag,
      settings(['kubelet-flag', 'resolv-conf', ''], ['kubelet-flag', 'resolv-conf', '/a', 'maybe']),
      'unknown',
      1,
    ],
    [
      'a star is one part',
      { setting: { of: 'containerd', key: 'plugins.*.registry', value: 'x' } },
      settings(['containerd', 'plugins."io.containerd.grpc.v1.cri".registry', 'x']),
      'yes',
      1,
    ],
    [
      'a star is not two',
      { setting: { of: 'containerd', key: 'plugins.*.registry' } },
      settings(['containerd', 'plugins.a.b.registry', 'x']),
      'no',
    ],
    [
      'a star beside a gap may be another part',
      { setting: { of: 'containerd', key: 'plugins.*.a', value: 'x' } },
      setupOf({ settings: [['containerd', 'plugins.b.a', 'y']], gaps: [[9, 'containerd']] }),
      'unknown',
      9,
    ],
    [
      'two stars are the rest',
      { setting: { of: 'containerd', key: 'plugins.a.**' } },
      settings(['containerd', 'plugins.a.b[0].c', 'x']),
      'yes',
    ],
    [
      'any of several programs and keys',
      { setting: { of: ['kubelet-flag', 'kubelet-config'], key: ['resolv-conf', 'resolvConf'] } },
      settings(['kubelet-config', 'resolvConf', 'x']),
      'yes',
    ],
    [
      'each group by itself',
      {
        each: {
          of: 'pod',
          under: 'spec.containers[*]',
          holds: {
            all: [
              { setting: { of: 'pod', key: 'a', value: '1' } },
              { setting: { of: 'pod', key: 'b', value: '1' } },
            ],
          },
        },
      },
      settings(
        ['pod', 'spec.containers[0].a', '1'],
        ['pod', 'spec.containers[0].b', '2'],
        ['pod', 'spec.containers[1].b', '1'],
      ),
      'no',
    ],
    [
      'one group with all',
      {
        each: {
          of: 'pod',
          under: 'spec.containers[*]',
          holds: {
            all: [
              { setting: { of: 'pod', key: 'a', value: '1' } },
              { setting: { of: 'pod', key: 'b', value: '1' } },
            ],
          },
        },
      },
      settings(['pod', 'spec.containers[1].a', '1'], ['pod', 'spec.containers[1].b', '1']),
      'yes',
    ],
  ];
  for (const row of rows) check(row);
});

describe('files', () => {
  const empty: Condition = {
    file: {
      namedBy: { of: ['kubelet-flag', 'kubelet-config'], key: ['resolv-conf', 'resolvConf'] },
      content: { not: { line: 'nameserver *' } },
      imageHas: ['/etc/resolv.conf'],
    },
  };
  const named = (path: string, ...files: (readonly [string, string])[]) =>
    setupOf({ settings: [['kubelet-flag', 'resolv-conf', path]], files });
  const rows: readonly Row[] = [
    ['made empty', empty, named('/etc/none', ['/etc/none', '']), 'yes', 1],
    ['comments only', empty, named('/etc/none', ['/etc/none', '# nameserver 10.0.0.2\n']), 'yes', 1],
    ['with a server', empty, named('/etc/some', ['/etc/some', 'search a\nnameserver\t10.0.0.2\n']), 'no', 1],
    [
      'with a server that the run names',
      empty,
      named('/etc/some', ['/etc/some', '~nameserver $DNS\n']),
      'no',
      1,
    ],
    ['whatever the run writes', empty, named('/etc/some', ['/etc/some', '~$ALL']), 'unknown', 1],
    ["the image's own", empty, named('/etc/resolv.conf'), 'no', 1],
    ["the image's own, made empty", empty, named('/etc/resolv.conf', ['/etc/resolv.conf', '']), 'yes', 1],
    ['of somebody else', empty, named('/opt/resolv.conf'), 'unknown', 1],
    ['named by nothing', empty, setupOf({ files: [['/etc/none', '']] }), 'no'],
    ['named by the run', empty, named('~$FILE'), 'unknown', 1],
    ['named by what could not be read', empty, setupOf({ gaps: [[4, 'kubelet-config']] }), 'unknown', 4],
    [
      'a line of a comment does not count',
      { file: { path: '/etc/a', content: { line: '*fips=1*' } } },
      setupOf({ files: [['/etc/a', '  # GRUB: fips=1 was here']] }),
      'no',
    ],
    [
      'by its path',
      { file: { path: { like: '/etc/containerd/config.d/*.toml' }, content: { contains: 'registry' } } },
      setupOf({ files: [['/etc/containerd/config.d/a.toml', '[registry]']] }),
      'yes',
      1,
    ],
  ];
  for (const row of rows) check(row);
});

describe('facts and joints', () => {
  const yes: Condition = { always: true };
  const no: Condition = { not: yes };
  const unknown: Condition = { setup: { kubernetes: '>=1.30' } };
  const facts = setupOf({}, { operatingSystem: 'AL2', kubernetes: '1.30.2', release: 'v20240817' });
  const rows: readonly Row[] = [
    ['a minor that nobody names', unknown, setupOf({}), 'unknown'],
    ['a minor in the range', unknown, facts, 'yes'],
    ['another system', { setup: { operatingSystem: ['AL2023'] } }, facts, 'no'],
    ['pinned', { setup: { pinned: { oneOf: ['v20240817'] } } }, facts, 'yes'],
    ['not pinned', { setup: { pinned: { oneOf: ['v20240817'] } } }, setupOf({}), 'no'],
    ['all with an unknown', { all: [yes, unknown] }, setupOf({}), 'unknown'],
    ['all with a no', { all: [unknown, no] }, setupOf({}), 'no'],
    ['any with a yes', { any: [unknown, yes] }, setupOf({}), 'yes'],
    ['any with an unknown', { any: [unknown, no] }, setupOf({}), 'unknown'],
    ['not of an unknown', { not: unknown }, setupOf({}), 'unknown'],
  ];
  for (const row of rows) check(row);
});
