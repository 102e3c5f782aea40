import { beforeAll, describe, expect, test } from 'vitest';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext, settingsOf } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext({ './lib.sh': 'mount /dev/nvme1n1 /data' });
});

const script = (body: string) => read(`#!/bin/bash\n${body}\n`, context);

describe('kubelet gets the flag, however it is written', () => {
  const empty = ['kubelet-flag resolv-conf=/etc/empty'];
  test.each([
    ['quoted', "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'", empty],
    ['in two words', '/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf /etc/empty"', empty],
    ['with =', '/etc/eks/bootstrap.sh c --kubelet-extra-args="--resolv-conf=/etc/empty"', empty],
    [
      'over lines',
      "/etc/eks/bootstrap.sh c \\\n  --kubelet-extra-args \\\n  '--resolv-conf=/etc/empty'",
      empty,
    ],
    [
      'from a variable',
      'A=/etc/empty\n/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$A"',
      empty,
    ],
    [
      'from a default',
      `/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=${'$'}{A:-/etc/empty}"`,
      empty,
    ],
    [
      'put together',
      'X="--resolv-conf"\nX+="=/etc/empty"\n/etc/eks/bootstrap.sh c --kubelet-extra-args "$X"',
      empty,
    ],
    [
      'in a function',
      'go() { /etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$1"; }\ngo /etc/empty',
      empty,
    ],
    [
      'with sudo',
      'sudo -E bash -x /etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=/etc/empty"',
      empty,
    ],
    [
      'through bash -c',
      `bash -c "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'"`,
      empty,
    ],
    ['through eval', `eval "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'"`, empty],
    [
      'the last of two',
      "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/a --resolv-conf=/etc/empty'",
      empty,
    ],
    [
      'as a drop-in',
      `mkdir -p /etc/systemd/system/kubelet.service.d\ncat > /etc/systemd/system/kubelet.service.d/x.conf <<'EOF'\n[Service]\nEnvironment='KUBELET_EXTRA_ARGS=--resolv-conf=/etc/empty'\nEOF`,
      empty,
    ],
    [
      'into bootstrap.sh',
      `sed -i '/^KUBELET_EXTRA_ARGS=/a KUBELET_EXTRA_ARGS+=" --resolv-conf=/etc/empty"' /etc/eks/bootstrap.sh`,
      empty,
    ],
    [
      'into a profile',
      `echo 'export KUBELET_EXTRA_ARGS="--resolv-conf=/etc/empty"' > /etc/profile.d/bootstrap.sh`,
      empty,
    ],
    [
      'of an unknown variable',
      '/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$A"',
      ['kubelet-flag resolv-conf=$A?'],
    ],
    [
      'perhaps',
      'if [ -f /x ]; then A=/a; else A=/b; fi\n/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$A"',
      ['kubelet-flag resolv-conf=$A?'],
    ],
    [
      'in a branch',
      "if uname -r | grep x; then\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'\nfi",
      ['~ kubelet-flag resolv-conf=/etc/empty'],
    ],
    ['in a comment', "# /etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'", []],
    ['behind exit', "exit 0\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'", []],
    [
      'in text',
      "cat > /tmp/note <<'EOF'\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'\nEOF",
      [],
    ],
  ])('%s', (_, body, flags) => {
    expect(settingsOf(script(body)).filter((line) => line.includes('kubelet-flag'))).toEqual(flags);
  });
});

test.each([
  ['a value in an item of its own', ['--resolv-conf', '/etc/empty'], ['resolv-conf=/etc/empty']],
  ['a switch before a flag', ['--enable-server', '--v', '2'], ['enable-server=true', 'v=2']],
  [
    'two flags in one item',
    ['--a=1 --resolv-conf', '/etc/empty --b=2'],
    ['a=1', 'resolv-conf=/etc/empty', 'b=2'],
  ],
])("nodeadm hands kubelet a NodeConfig's flags as one line: %s", (_, flags, wanted) => {
  const items = flags.map((flag) => `    - ${flag}\n`).join('');
  const text = `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    flags:\n${items}`;
  const found = settingsOf(read(text, context)).filter((setting) => !setting.startsWith('node-config '));
  expect(found).toEqual(wanted.map((flag) => `kubelet-flag ${flag}`));
});
