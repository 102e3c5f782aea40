import { describe, expect, test } from 'vitest';
import type { Reference } from '../../../shared/packages/facts.ts';
import { containerd, packageTable, read, section } from './notes.ts';

const tables = section(packageTable(containerd));
const short = (reference: Reference) =>
  reference.kind === 'callout' ? reference.callout : `#${reference.number}`;

function referencesOf(words: string, after = '') {
  const { facts, kinds } = read(`${words}\n\n${tables}${after}`);
  return { references: facts.references?.map(short) ?? [], kinds };
}

describe('callouts of every style', () => {
  test.each([
    ['> [!NOTE]\n> Words.', ['note']],
    ['> [!WARNING]\n>\n> Words.', ['warning']],
    ['> [!IMPORTANT]\n> Words.', ['important']],
    ['> **Note**\n> Words.\n> - Kubernetes 1.24 and below: `5.4.254-170.358.amzn2`', ['note']],
    ['> Note: words', ['note']],
    ['>  Note\n>\n> Words.', ['note']],
    ['* `kernel`\n  * ⚠️ **Note: words.**', ['warning']],
    ['  * **Note** that words', ['note']],
    ['* Note: words', ['note']],
    ['Note: words', ['note']],
    ['Security Note: words', ['note']],
    ['Notice:\n* words', ['notice']],
    ['> [!NOTE]\n> One.\n\n> [!WARNING]\n> Two.\n\n> [!NOTE]\n> Three.', ['note', 'warning']],
    ['* Notes were added by @someone', []],
    ['```\n> [!NOTE]\n```', []],
  ])('%j', (words, references) => {
    expect(referencesOf(words)).toEqual({ references, kinds: [] });
    expect(referencesOf('', `\n${words}`)).toEqual({ references, kinds: [] });
  });

  test.each(['> Words.', '> [!ALERT]\n> Words.'])(
    'a quote that says not what it is counts as a note: %j',
    (words) => {
      expect(referencesOf(words)).toEqual({ references: ['note'], kinds: ['unknown-callout'] });
    },
  );
});

describe('pull requests', () => {
  const link = 'https://github.com/awslabs/amazon-eks-ami/pull';

  test.each([
    [`## What's Changed\n* One by @a in ${link}/2618\n* Two by @b in ${link}/2614`, ['#2614', '#2618']],
    [`- One ([#1458](${link}/1458))\n- Again ([#1458](${link}/1458))`, ['#1458']],
    ['* 0468404 a commit (#307)', ['#307']],
    ['* [#1168](https://github.com/awslabs/amazon-eks-ami/issues/1168)', []],
    ['* Two in https://github.com/bottlerocket-os/bottlerocket/pull/4169', []],
    [`> [!NOTE]\n> See ${link}/2618.`, ['note']],
    ['**Full Changelog**: https://github.com/awslabs/amazon-eks-ami/compare/v20240807...v20240817', []],
  ])('%j', (words, references) => {
    expect(referencesOf(words)).toEqual({ references, kinds: [] });
  });

  test('each has its link, a callout the link of the release, and none has words', () => {
    const { facts } = read(`> [!WARNING]\n> Words.\n\n* One in ${link}/2618\n\n${tables}`);
    expect(facts.references).toEqual([
      {
        kind: 'callout',
        callout: 'warning',
        link: 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20240817',
      },
      { kind: 'pull-request', number: 2618, link: `${link}/2618` },
    ]);
  });
});

test.each([
  ["## What's Changed", []],
  ['## New Contributors', []],
  ['## Known issues', ['unknown-heading']],
  ['Known issues:', ['unknown-heading']],
])('the heading %j', (heading, kinds) => {
  expect(referencesOf(`${heading}\n* one`).kinds).toEqual(kinds);
});
