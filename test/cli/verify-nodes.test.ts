import { describe, expect, test } from 'vitest';
import { verifyInventory } from '../../cli/verify.ts';
import { fixture, standard, verified } from './verified.ts';

describe('several nodes', () => {
  const nodeOf = (
    name: string,
    containerd: string,
    arch = 'amd64',
    osImage = 'Amazon Linux 2023.5.20240819',
  ) => ({
    metadata: { name },
    status: {
      nodeInfo: {
        architecture: arch,
        containerRuntimeVersion: `containerd://${containerd}`,
        kernelVersion: '6.1.102-111.182.amzn2023.x86_64',
        kubeletVersion: 'v1.30.2-eks-1552ad0',
        osImage,
      },
    },
  });
  const list = (...items: readonly unknown[]) => JSON.stringify({ kind: 'List', items });

  test('that are alike share a section', () => {
    const { groups } = verified(
      list(nodeOf('a', '1.7.11'), nodeOf('b', '1.7.20'), nodeOf('c', '1.7.11')),
      'v20240828',
    );
    expect(groups.map(({ nodes, outcome }) => [nodes, outcome])).toEqual([
      [['a', 'c'], 'as-released'],
      [['b'], 'drifted'],
    ]);
  });

  test('what Go adds to the version of a runtime is none of it', () => {
    const { outcome } = verified(list(nodeOf('a', 'v1.7.11+unknown')), 'v20240828');
    expect(outcome).toBe('as-released');
  });

  test('one of another architecture: the remedy takes those of this one', () => {
    const { groups } = verified(list(nodeOf('a', '1.7.11'), nodeOf('b', '1.7.11', 'arm64')), 'v20240828');
    expect(groups[1]?.problems[0]?.remedy).toContain('-l kubernetes.io/arch=amd64` of `kubectl get nodes`');
  });

  test.each([
    [
      'arm64',
      nodeOf('b', '1.7.11', 'arm64'),
      'other-ami-type',
      'a node of AL2023, arm64, and AL2023_x86_64_STANDARD is',
    ],
    ['of AL2', nodeOf('b', '1.7.11', 'amd64', 'Amazon Linux 2'), 'other-ami-type', 'a node of AL2, x86_64,'],
    [
      'Bottlerocket',
      nodeOf('b', '1.7.11', 'amd64', 'Bottlerocket OS 1.20'),
      'other-ami-type',
      'not Amazon Linux',
    ],
    ['in a version of no known shape', nodeOf('b', 'latest'), 'unknown-version-shape', '"latest"'],
  ])('one that is %s is not compared, and not green', (_, node, kind, message) => {
    const found = verified(list(nodeOf('a', '1.7.11'), node), 'v20240828');
    expect(found).toMatchObject({ outcome: 'unclear', complete: false });
    expect(found.groups[1]).toMatchObject({
      outcome: 'unclear',
      drift: [],
      problems: [{ kind, message: expect.stringContaining(message) }],
    });
  });

  test.each([
    ['a node without its versions', list(nodeOf('a', '1.7.11'), { metadata: { name: 'b' } }), 'item 2'],
    [
      'a row that is cut',
      fixture('kubernetes-table/wide.txt').replace(/ {3}containerd:\/\/1\.7\.20/, ''),
      'line 3',
    ],
  ])('%s leaves it open', (_, text, place) => {
    const found = verified(text, 'v20240828');
    expect(found).toMatchObject({ outcome: 'unclear', complete: false });
    expect(found.problems).toEqual([expect.objectContaining({ kind: 'inventory-item-unknown', place })]);
  });

  test('an inventory that goes on elsewhere leaves it open', () => {
    const text = fixture('ssm-inventory/list-inventory-entries.json').replace(
      '"Entries"',
      '"NextToken": "x", "Entries"',
    );
    expect(verified(text, 'v20240817').problems).toEqual([
      expect.objectContaining({ kind: 'inventory-unfinished' }),
    ]);
  });

  test('of more kinds than anybody has are not all compared, and that is said', () => {
    const nodes = Array.from({ length: 2001 }, (_, index) => nodeOf(`n${index}`, `1.7.${index}`));
    const found = verifyInventory(list(...nodes), 'it', { release: 'v20240828', track: standard });
    expect(found.groups).toHaveLength(2000);
    expect(found.complete).toBe(false);
    expect(found.problems).toEqual([expect.objectContaining({ kind: 'inventory-too-long' })]);
  });

  test('a hostile name is shown and does not act', () => {
    const { groups } = verified(list(nodeOf('a\u001b[2J\n\u202eb', '1.7.11')), 'v20240828');
    expect(groups[0]?.nodes).toEqual(['a\\u001b[2J \\u202eb']);
  });
});
