import { describe, expect, test } from 'vitest';
import { containerd, containerdCells, imageTable, packageTable, read, section } from './notes.ts';

describe('what is not known is a problem, and the rest is read', () => {
  const good = packageTable(containerd);
  const row = (cells: string) => packageTable(`${containerd}<tr><td>runc</td>${cells}</tr>`);

  test.each([
    ['unknown-section', `<details><summary>Kubernetes next</summary>${good}</details>${section(good)}`],
    ['unknown-table', section(`<table><tr><th>Sorts</th></tr><tr><td>of things</td></tr></table>${good}`)],
    ['unknown-table', section(`<table><tr><td>Package</td><td>AL2_x86_64</td></tr></table>${good}`)],
    ['unknown-table', `${good}${section(good)}`],
    ['unknown-table', section(`<table></table>${good}`)],
    [
      'unknown-column',
      section(
        packageTable(
          '<tr><td>containerd</td><td colspan="3">1.7.20-1.amzn2.0.1</td></tr>',
          '<th>Package</th><th>AL2_x86_64</th><th>AL2027_x86_64</th><th>AL2_x86_64_GPU</th>',
        ),
      ),
    ],
    ['unknown-column', section(good, '1.30', imageTable('1.30').replace('Included artifacts', 'More'))],
    ['unknown-package-cell', section(row('<td>1.7.20-1.amzn2<br>1.7.21</td><td>1</td>'))],
    ['row-width', section(row('<td>1</td>'))],
    ['row-width', section(row('<td colspan="3">1</td>'))],
    ['row-width', section(row('<td colspan="999999999">1</td>'))],
    [
      'unknown-package-cell',
      section(packageTable(`${containerd}<tr><td>r u n c</td><td colspan="2">1</td></tr>`)),
    ],
    [
      'image-name-unknown',
      section(
        good,
        '1.30',
        imageTable('1.30').replace(
          '</table>',
          '<tr><td>some-node</td><td>1.30.2-20240817</td><td></td></tr></table>',
        ),
      ),
    ],
    [
      'image-name-unknown',
      section(
        good,
        '1.30',
        imageTable('1.30').replace(
          '</table>',
          '<tr><td>amazon-eks-node-1.29-v20240817</td><td>1.30.2-20240817</td><td></td></tr></table>',
        ),
      ),
    ],
    [
      'image-name-unknown',
      section(
        good,
        '1.30',
        imageTable('1.30').replace(
          '</table>',
          '<tr><td>amazon-eks-node-1.30-v20240828</td><td>1.30.2-20240817</td><td></td></tr></table>',
        ),
      ),
    ],
    ['duplicate-cell', section(row('<td colspan="2">1</td></tr><tr><td>runc</td><td colspan="2">2</td>')), 2],
    [
      'packages-without-image',
      `${section(good)}${section(packageTable('<tr><td>x</td><td>1</td></tr>', '<th>Package</th><th>AL2_x86_64</th>'), '1.29', '')}`,
    ],
    ['image-without-packages', `${section(good)}${section('', '1.29')}`, 2],
    ['cut-short', section(good).replace('</details>', '')],
  ])('%s in %j', (kind, text, times = 1) => {
    const { cells, kinds } = read(text);
    expect(kinds).toEqual(Array(times).fill(kind));
    expect(cells).toEqual(expect.arrayContaining(containerdCells));
  });

  test.each(['', '-', '–', 'N/A', 'TBD', '1.7.20, 1.7.22', '1.7.20 (pinned)', `1${'0'.repeat(200)}`])(
    'a cell that says %j',
    (text) => {
      const { cells, kinds } = read(section(row(`<td>${text}</td><td>1.1.13-1.amzn2</td>`)));
      expect(kinds).toEqual(['unknown-package-cell']);
      expect(cells).toEqual([...containerdCells, 'runc AL2_x86_64_GPU/1.30 1.1.13-1.amzn2']);
    },
  );

  test('two versions for one cell: neither is believed', () => {
    const { cells } = read(section(row('<td colspan="2">1</td></tr><tr><td>runc</td><td>1</td><td>2</td>')));
    expect(cells).toEqual([...containerdCells, 'runc AL2_x86_64/1.30 1']);
  });

  test('a release version of another day is kept and reported', () => {
    const { facts, kinds } = read(
      section(good, '1.30', imageTable('1.30').replace('.2-20240817', '.2-20240818')),
    );
    expect(kinds).toEqual(['release-version-mismatch', 'release-version-mismatch']);
    expect(facts.images.map(({ releaseVersion }) => releaseVersion)).toEqual([
      '1.30.2-20240818',
      '1.30.2-20240818',
    ]);
  });

  test('problems say where', () => {
    const { problems } = read(`\n\n${section(`\n${row('<td>1</td>')}`)}`);
    expect(problems).toMatchObject([{ subject: 'v20240817', place: 'Kubernetes 1.30, line 9' }]);
  });

  test.each(['', 'Only words.', '<h2>AMI Details</h2>', '```\n<table></table>'])(
    'no packages in %j',
    (text) => {
      expect(read(text)).toMatchObject({ cells: [], kinds: ['no-packages-known'] });
    },
  );
});

describe('bounds', () => {
  test.each([
    ['too long', 'x'.repeat(1_000_001)],
    ['too deep', '<b>'.repeat(300_000)],
    ['too many cells', section(packageTable(containerd.repeat(15_000)))],
  ])('%s', (_, text) => {
    expect(read(text).kinds).toContain('document-too-large');
  });

  test('a person is told of 100 problems', () => {
    const { kinds } = read(section(packageTable('<tr><td>x</td></tr>'.repeat(10_000))));
    expect(kinds).toHaveLength(101);
    expect(kinds.at(-1)).toBe('too-many-problems');
  });
});
