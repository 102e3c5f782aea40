import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';
import { containerd, containerdCells, packageTable, read, section } from './notes.ts';

function fixture(release: ReleaseTag): string {
  return readFileSync(new URL(`../../fixtures/release-notes/${release}.md`, import.meta.url), 'utf8');
}

describe('one column an AMI type', () => {
  const { facts, cells, problems } = read(fixture('v20240817'));

  test('is read whole, and prose, quotes and code are not', () => {
    expect(problems).toEqual([]);
    expect(facts.images).toHaveLength(10);
    expect(cells).toHaveLength(46);
    expect(new Set(facts.cells.map(({ kubernetes }) => kubernetes))).toEqual(new Set(['1.23', '1.30']));
  });

  test('the release version of a section counts for each of its images', () => {
    expect(facts.images.map(({ track, releaseVersion }) => `${track} ${releaseVersion}`)).toContain(
      'AL2_x86_64_GPU/1.23 1.23.17-20240817',
    );
    expect(facts.images.filter(({ releaseVersion }) => releaseVersion === '1.30.2-20240817')).toHaveLength(5);
  });

  test.each([
    'containerd AL2_ARM_64/1.30 1.7.20-1.amzn2.0.1',
    'containerd AL2023_ARM_64_STANDARD/1.23 1.7.20-1.amzn2023.0.1',
    'kernel AL2_ARM_64/1.23 5.4.281-194.373.amzn2',
    'kernel AL2_x86_64_GPU/1.30 5.10.210-201.852.amzn2',
    'nvidia-driver-latest-dkms AL2_ARM_64/1.30 absent',
    'nvidia-driver-latest-dkms AL2_x86_64_GPU/1.30 535.183.01-1.el7',
  ])('%s', (cell) => {
    expect(cells).toContain(cell);
  });

  test('line ends of either kind read the same', () => {
    expect(read(fixture('v20240817').replaceAll('\n', '\r\n')).facts).toEqual(facts);
  });

  test('an image keeps the name that the notes give it', () => {
    const read560 = read(fixture('v20240928'), 'v20240928');
    expect(read560.problems).toEqual([]);
    expect(read560.facts.images).toContainEqual({
      track: 'AL2023_x86_64_NVIDIA/1.31',
      imageName: 'amazon-eks-node-al2023-x86_64-nvidia-560-1.31-v20240928',
      releaseVersion: '1.31.0-20240928',
    });
  });
});

test('one column for all AMI types', () => {
  const { facts, cells, problems } = read(fixture('v20231106'), 'v20231106');
  expect(problems).toEqual([]);
  expect(facts.images).toHaveLength(6);
  expect(cells).toHaveLength(8);
  expect(cells).toContain('cuda */1.27 11.4.0-1');
  expect(cells).toContain('cuda */1.28 12.2.0-1');
});

describe('markup', () => {
  test.each([
    [
      'rows without ends',
      `<table><tr><th>Package<th>AL2_x86_64<th>AL2_x86_64_GPU<tr><td>containerd<td colspan=2>1.7.20-1.amzn2.0.1</table>`,
    ],
    ['empty rows', packageTable(`<tr><tr></tr>${containerd}<tr>`)],
    [
      'capitals',
      packageTable(containerd)
        .toUpperCase()
        .replace('CONTAINERD', 'containerd')
        .replace('AMZN2', 'amzn2')
        .replaceAll('AL2_X86_64', 'AL2_x86_64'),
    ],
    [
      'nesting and space in cells',
      packageTable(containerd.replace('containerd', '\n <b> <code>containerd</code>\n</b> ')),
    ],
    ['a comment', packageTable(`<!-- <tr><td>runc</td><td colspan="2">1</td></tr> -->${containerd}`)],
    ['a script in a cell', packageTable(containerd.replace('1.7.20', '<script>9.9</script>1.7.20'))],
    [
      'a rowspan',
      packageTable(
        '<tr><td>containerd</td><td rowspan=2>1.7.20-1.amzn2.0.1</td><td rowspan=2>1.7.20-1.amzn2.0.1</td></tr>',
      ),
    ],
  ])('%s', (_, table) => {
    expect(read(section(table))).toMatchObject({ cells: containerdCells, kinds: [] });
  });

  test('columns go by their header, wherever they stand', () => {
    const table = packageTable(
      '<tr><td>2</td><td>containerd</td><td>1</td></tr>',
      '<th>AL2_x86_64_GPU</th><th>Package</th><th>AL2_x86_64</th>',
    );
    expect(read(section(table)).cells).toEqual([
      'containerd AL2_x86_64/1.30 1',
      'containerd AL2_x86_64_GPU/1.30 2',
    ]);
  });

  test('a package that nobody has heard of is read as it is', () => {
    const table = packageTable(containerd.replace('containerd', 'nobodys-package'));
    expect(read(section(table))).toMatchObject({ kinds: [] });
  });
});
