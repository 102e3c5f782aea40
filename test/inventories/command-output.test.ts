import { describe, expect, test } from 'vitest';
import { commandOutput } from '../../shared/inventories/readers/command-output.ts';

const read = (text: string) => {
  const reading = commandOutput.read({ text, json: undefined });
  const found = reading?.nodes[0]?.installed ?? [];
  return found.map(({ name, running, version }) => `${name} ${version}${running ? ' runs' : ''}`);
};

describe('a line of rpm, dnf or yum', () => {
  test.each([
    ['containerd-1.7.20-1.amzn2023.0.1.x86_64', 'containerd 1.7.20-1.amzn2023.0.1'],
    ['nvidia-driver-3:570.172.08-1.amzn2023.x86_64', 'nvidia-driver 3:570.172.08-1.amzn2023'],
    ['3:nvidia-driver-570.172.08-1.amzn2023.x86_64', 'nvidia-driver 3:570.172.08-1.amzn2023'],
    ['nvidia-container-toolkit-1.17.8-1', 'nvidia-container-toolkit 1.17.8-1'],
    ['kernel6.12-6.12.40-63.114.amzn2023.aarch64', 'kernel6.12 6.12.40-63.114.amzn2023'],
    ['containerd-1.8.0~rc1-1.amzn2023.x86_64', 'containerd 1.8.0~rc1-1.amzn2023'],
    [
      'kernel-6.1.97-104.177.amzn2023.x86_64         Thu 01 Aug 2024 10:00:00 AM UTC',
      'kernel 6.1.97-104.177.amzn2023',
    ],
    ['containerd.x86_64   1.7.20-1.amzn2023.0.1   @amazonlinux', 'containerd 1.7.20-1.amzn2023.0.1'],
    ['containerd.x86_64   0:1.7.20-1.amzn2023.0.1   @System', 'containerd 0:1.7.20-1.amzn2023.0.1'],
    ['package docker is not installed', 'docker undefined'],
    ['runc 1-broken-1.2.3', 'runc 1-broken-1.2.3'],
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual([expected]);
  });

  test.each([
    ['containerd\t1.7.20-1.amzn2023.0.1'],
    ['containerd 1.7.20-1.amzn2023.0.1 x86_64'],
    ['containerd 1.7.20-1.amzn2023.0.1.x86_64'],
    ['containerd 1.7.20 1.amzn2023.0.1'],
    ['containerd 1.7.20 1.amzn2023.0.1 x86_64'],
    ['containerd,1.7.20,1.amzn2023.0.1,x86_64,Amazon Linux'],
    ['"containerd","1.7.20","1.amzn2023.0.1"'],
    ['containerd|1.7.20-1.amzn2023.0.1|x86_64'],
    ['containerd=1.7.20-1.amzn2023.0.1'],
    ['containerd;1.7.20;1.amzn2023.0.1;x86_64'],
    ['containerd (none):1.7.20-1.amzn2023.0.1'],
    ['containerd (none) 1.7.20 1.amzn2023.0.1 x86_64'],
    ['containerd (none) 1.7.20-1.amzn2023.0.1 x86_64'],
    ['  containerd 1.7.20-1.amzn2023.0.1 1724000000'],
  ])('%s, of a query with a format', (line) => {
    expect(read(line)).toEqual(['containerd 1.7.20-1.amzn2023.0.1']);
  });

  test.each([
    ['containerd 0 1.7.20 1.amzn2023.0.1 x86_64', 'containerd 0:1.7.20-1.amzn2023.0.1'],
    ['openssl 1 3.0.8 1.amzn2023.0.14', 'openssl 1:3.0.8-1.amzn2023.0.14'],
    ['openssl 1 3.0.8-1.amzn2023.0.14 x86_64', 'openssl 1:3.0.8-1.amzn2023.0.14'],
    ['less 633 3.amzn2023 x86_64', 'less 633-3.amzn2023'],
    ['containerd 1.7.20', 'containerd 1.7.20'],
  ])('%s, where a number is an epoch or a version', (line, expected) => {
    expect(read(line)).toEqual([expected]);
  });
});

describe('what programs say of themselves', () => {
  test.each([
    ['containerd github.com/containerd/containerd 1.7.20 8fc6bcff', 'containerd 1.7.20 runs'],
    ['containerd github.com/containerd/containerd/v2 v2.1.5 fcd43222', 'containerd 2.1.5 runs'],
    [
      'runc version 1.3.4\ncommit: v1.3.4-0-gd6d73eb\nspec: 1.2.1\ngo: go1.24.10\nlibseccomp: 2.5.3',
      'runc 1.3.4 runs',
    ],
    ['Kubernetes v1.30.2-eks-1552ad0', 'kubelet 1.30.2 runs'],
    ['Docker version 25.0.6, build 32b99dd', 'docker 25.0.6 runs'],
    ['6.1.102-111.182.amzn2023.x86_64', 'kernel 6.1.102-111.182.amzn2023 runs'],
    [
      'Linux ip-10-0-0-1 5.10.223-212.873.amzn2.aarch64 #1 SMP aarch64 GNU/Linux',
      'kernel 5.10.223-212.873.amzn2 runs',
    ],
    ['Client:\n  Version:  1.7.27\n\nServer:\n  Version:  1.7.20\n  UUID: 1', 'containerd 1.7.20 runs'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test('docker tells its parts apart, and its client is no server', () => {
    const text = `Client:
 Version:           25.0.9

Server:
 Engine:
  Version:          25.0.6
  API version:      1.44 (minimum version 1.24)
 containerd:
  Version:          1.7.20
  GitCommit:        8fc6bcff
 runc:
  Version:          1.1.11
 docker-init:
  Version:          0.19.0
`;
    expect(read(text)).toEqual(['docker 25.0.6 runs', 'containerd 1.7.20 runs', 'runc 1.1.11 runs']);
  });
});

test('what could be installed is not', () => {
  const text = `Installed Packages
runc.x86_64 1.1.11-1.amzn2 @amzn2-core
Available Packages
runc.x86_64 1.1.14-1.amzn2 amzn2-core
Installed packages
containerd.x86_64
    1.7.20-1.amzn2.0.1
    @amzn2extra-docker
`;
  expect(read(text)).toEqual(['runc 1.1.11-1.amzn2', 'containerd 1.7.20-1.amzn2.0.1']);
});

test('words around it are one problem, with the place of the first', () => {
  const text = 'Welcome!\nrunc-1.1.11-1.amzn2.x86_64\n$ exit\nlogout\n';
  const reading = commandOutput.read({ text, json: undefined });
  expect(reading?.problems).toEqual([
    expect.objectContaining({
      kind: 'inventory-line-unknown',
      place: 'line 1',
      message: '"Welcome!" is no package in a form that is known; the same is so of 2 more.',
    }),
  ]);
});
