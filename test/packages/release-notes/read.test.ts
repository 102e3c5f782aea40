import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readReleaseNotes } from '../../../shared/packages/release-notes/read.ts';
import type { ReleaseTag } from '../../../shared/parameters/release-tag.ts';

function fixture(release: ReleaseTag): string {
  return readFileSync(new URL(`../../fixtures/release-notes/${release}.md`, import.meta.url), 'utf8');
}

/** One section: AMI names, then the package tables. */
function section(tables: string, minor = '1.30', names = imageTable(minor)): string {
  return `<details>\n<summary><b>Kubernetes ${minor}</b></summary>\n${names}\n${tables}\n</details>\n`;
}

function imageTable(minor: string): string {
  return `<table><tr><th>AMI Names</th><th>Release version</th><th>Included artifacts</th>
<tr><td>amazon-eks-node-${minor}-v20240817</td><td rowspan="2">${minor}.2-20240817</td><td rowspan="2">s3://x/</td></tr>
<tr><td>amazon-eks-gpu-node-${minor}-v20240817</td></tr></table>`;
}

function packageTable(
  rows: string,
  header = '<th>Package</th><th>AL2_x86_64</th><th>AL2_x86_64_GPU</th>',
): string {
  return `<table><tr>${header}</tr>${rows}</table>`;
}

function read(text: string, release: ReleaseTag = 'v20240817') {
  const { facts, problems } = readReleaseNotes(text, release);
  const cells = facts.cells.map(
    (cell) => `${cell.package} ${cell.amiType}/${cell.kubernetes} ${cell.version ?? 'absent'}`,
  );
  return { facts, cells, problems, kinds: problems.map(({ kind }) => kind) };
}

const containerd = '<tr><td>containerd</td><td colspan="2">1.7.20-1.amzn2.0.1</td></tr>';
const containerdCells = [
  'containerd AL2_x86_64/1.30 1.7.20-1.amzn2.0.1',
  'containerd AL2_x86_64_GPU/1.30 1.7.20-1.amzn2.0.1',
];

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
    'no tables in %j',
    (text) => {
      expect(read(text)).toMatchObject({ cells: [], kinds: ['no-package-tables'] });
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
