import type { Condition } from '../../shared/exposure/condition.ts';
import { check, type Row } from './check-condition.ts';
import { type StepParts, setupOf } from './setup-of.ts';

const update: StepParts = {
  does: 'packages',
  action: 'update',
  manager: 'dnf',
  names: [],
  options: ['-y'],
};
const lock: StepParts = {
  does: 'packages',
  action: 'lock',
  manager: 'dnf',
  names: ['containerd'],
  options: [],
};
const drifts: Condition = {
  step: {
    does: 'packages',
    action: ['update'],
    names: { none: true },
    options: { lacks: [{ like: '--exclude=*containerd*' }] },
    unless: [{ before: { does: 'packages', action: ['lock'], names: { has: ['containerd'] } } }],
  },
};
const start: StepParts = { does: 'service', action: 'start', unit: 'agent' };
const stop: StepParts = { does: 'service', action: 'stop', unit: 'agent' };
const races: Condition = {
  step: {
    does: 'packages',
    unless: [
      { before: { does: 'service', action: ['stop'] }, until: { does: 'service', action: ['start'] } },
    ],
  },
};
const notImported: Condition = {
  any: [
    { step: { does: 'write', unless: [{ namedBy: { of: 'containerd', key: 'imports[*]' } }] } },
    { step: { does: 'copy', unless: [{ namedBy: { of: 'containerd', key: 'imports[*]' } }] } },
  ],
};
const imported = (glob: string, ...steps: readonly StepParts[]) =>
  setupOf({ settings: [['containerd', 'imports[0]', glob]], steps });
const written = (path: string): StepParts => ({ does: 'write', path, how: 'replace', content: '' });
const rows: readonly Row[] = [
  ['a guard that still stands', races, setupOf({ steps: [start, stop, update] }), 'no', 2],
  ['a guard that was ended', races, setupOf({ steps: [stop, start, update] }), 'yes', 3],
  [
    'a guard that was ended and begins again',
    races,
    setupOf({ steps: [stop, start, stop, update] }),
    'no',
    3,
  ],
  [
    'a guard that may have been ended',
    races,
    setupOf({ steps: [stop, { ...start, certain: false }, update] }),
    'unknown',
    1,
  ],
  ['a file that a setting names', notImported, imported('/etc/c/a.toml', written('/etc/c/a.toml')), 'no', 1],
  [
    'a file that no setting names',
    notImported,
    imported('/etc/c/a.toml', written('/etc/c/b.toml')),
    'yes',
    1,
  ],
  ['a star is for one folder', notImported, imported('/etc/*.toml', written('/etc/c/b.toml')), 'yes', 1],
  ['a glob with a set', notImported, imported('/etc/[cd]/*.toml', written('/etc/c/b.toml')), 'unknown', 1],
  ['a glob of the run', notImported, imported('~/etc/$D/*.toml', written('/etc/c/b.toml')), 'unknown', 1],
  ['a file of the run', notImported, imported('/etc/c/*.toml', written('~/etc/c/$N.toml')), 'unknown', 1],
  ['a file of the run elsewhere', notImported, imported('/etc/c/*.toml', written('~/opt/$N.toml')), 'yes', 1],
  [
    'a copy into the directory',
    notImported,
    imported('/etc/c/*.toml', { does: 'copy', from: '/opt/a.toml', to: '/etc/c/' }),
    'no',
    1,
  ],
  [
    'a copy of another ending',
    notImported,
    imported('/etc/c/*.toml', { does: 'copy', from: '/opt/a.conf', to: '/etc/c' }),
    'yes',
    1,
  ],
  [
    'a copy of the run',
    notImported,
    imported('/etc/c/*.toml', { does: 'copy', from: '~$FILE', to: '/etc/c' }),
    'unknown',
    1,
  ],
  [
    'a setting that may be in a gap',
    notImported,
    setupOf({ steps: [written('/etc/c/a.toml')], gaps: [[9, 'containerd']] }),
    'unknown',
    9,
  ],
  ['there', drifts, setupOf({ steps: [update] }), 'yes', 1],
  ['with a name', drifts, setupOf({ steps: [{ ...update, names: ['jq'] }] }), 'no'],
  [
    'with an option',
    drifts,
    setupOf({ steps: [{ ...update, options: ['--exclude=kernel*,containerd*'] }] }),
    'no',
  ],
  ['guarded before', drifts, setupOf({ steps: [lock, update] }), 'no', 1],
  ['a guard that comes too late', drifts, setupOf({ steps: [update, lock] }), 'yes', 1],
  ['a guard in a branch', drifts, setupOf({ steps: [{ ...lock, certain: false }, update] }), 'unknown', 1],
  [
    'a guard in the same branch',
    drifts,
    setupOf({
      steps: [
        { ...lock, certain: false, branch: 'a' },
        { ...update, certain: false, branch: 'a' },
      ],
    }),
    'no',
    1,
  ],
  [
    'a guard that may be in a gap before',
    drifts,
    setupOf({ steps: [lock, lock, update].slice(2), gaps: [[1, 'all']] }),
    'unknown',
    1,
  ],
  ['a gap after does not matter', drifts, setupOf({ steps: [update], gaps: [[9, 'all']] }), 'yes', 1],
  ['in a branch', drifts, setupOf({ steps: [{ ...update, certain: false }] }), 'unknown', 1],
  ['of the run', drifts, setupOf({ steps: [{ ...update, options: ['~$OPTIONS'] }] }), 'unknown', 1],
  ['not there beside a gap', drifts, setupOf({ gaps: [[3, 'all']] }), 'unknown', 3],
  [
    'a program by its path',
    { step: { does: 'run', program: 'bootstrap.sh', phase: ['bootstrap'] } },
    setupOf({
      steps: [{ does: 'run', program: '/etc/eks/bootstrap.sh', words: ['c'], phase: 'bootstrap' }],
    }),
    'yes',
    1,
  ],
  [
    'a path is tidied',
    { step: { does: 'remove', path: '/var/lib/containerd' } },
    setupOf({ steps: [{ does: 'remove', path: '/var//lib/containerd/*' }] }),
    'yes',
  ],
  [
    'names of a variable, which may be none',
    drifts,
    setupOf({ steps: [{ ...update, names: ['~$PACKAGES'] }] }),
    'unknown',
    1,
  ],
  ['names of which a part is known', drifts, setupOf({ steps: [{ ...update, names: ['~jq-$V'] }] }), 'no'],
  [
    'tried again, as it must not be',
    { step: { does: 'packages', retried: false } },
    setupOf({ steps: [{ ...update, retried: true }] }),
    'no',
  ],
  [
    'beside another',
    { step: { does: 'packages', beside: true, retried: false } },
    setupOf({ steps: [update, { ...update, beside: true }] }),
    'yes',
    2,
  ],
  [
    'what is open, at the step that it is asked of',
    { all: [{ step: { does: 'packages', action: ['update'] } }, { open: 'Whether it matters.' }] },
    setupOf({ steps: [lock, update] }),
    'unknown',
    2,
  ],
];
for (const row of rows) check(row);
