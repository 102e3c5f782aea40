import { test } from 'vitest';
import { expectTold, type Mistake, withChange } from './mistake.ts';

/** The real entry, whose pods' condition has this `when`. */
const when = (written: string) =>
  withChange(
    '    condition: A container needs more than 1024 open files',
    `    when:\n${written.replace(/^/gm, '      ')}\n    condition: A container needs more than 1024 open files`,
  );

const mistakes: readonly Mistake[] = [
  ['no form', when('settings: {}'), 'exposure[1].when', '"settings"', 'Correct the name'],
  [
    'two forms',
    when('always: true\nopen: Nobody knows.'),
    'exposure[1].when',
    'is not one condition',
    'join several with all or any',
  ],
  [
    'an unknown program',
    when('setting: { of: kubelett, key: resolvConf }'),
    'exposure[1].when.setting.of',
    '"kubelett"',
    'kubelet-flag',
  ],
  [
    'a field of another kind of step',
    when('step: { does: mount, program: cp }'),
    'exposure[1].when.step.program',
    'does not belong to `does: mount`',
    'path, device, by',
  ],
  [
    'what is never done with packages',
    when('step: { does: packages, action: [upgrade] }'),
    'exposure[1].when.step.action',
    'never done with packages',
    'install, update, remove, lock',
  ],
  [
    'a guard that is two',
    when('step: { does: mount, unless: [{ before: { does: copy }, after: { does: copy } }] }'),
    'exposure[1].when.step.unless[0]',
    'is not one guard',
    'more guards after dashes',
  ],
  [
    'an end of no guard',
    when('step: { does: mount, unless: [{ after: { does: copy }, until: { does: remove } }] }'),
    'exposure[1].when.step.unless[0]',
    'has `until` without `before`',
    'beside the `before`',
  ],
  [
    'a mistake in a text',
    when('any:\n  - setting: { of: pod, key: a, value: { containts: x } }'),
    'exposure[1].when.any[0].setting.value',
    '"containts"',
    'Correct the name',
  ],
  [
    'a bound that is no number',
    when('setting: { of: pod, key: a, value: { lessThan: many } }'),
    'exposure[1].when.setting.value.lessThan',
    'is not a number or a quantity',
    "'8Gi'",
  ],
  [
    'a file that nothing names',
    when('file: { content: { empty: true } }'),
    'exposure[1].when.file',
    'neither or both',
    'Give one of them',
  ],
  [
    'a range with a patch version',
    when("setup: { kubernetes: '>=1.30.1' }"),
    'exposure[1].when.setup.kubernetes',
    'not a range of Kubernetes minors',
    '>=1.30 <1.34',
  ],
];

test.each(mistakes)('a condition with %s is told', (...mistake) => expectTold(...mistake));
