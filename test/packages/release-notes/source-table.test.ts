import { describe, expect, test } from 'vitest';
import { containerd, packageTable, read, section } from './notes.ts';

const sections = section(packageTable(containerd)) + section(packageTable(containerd), '1.29');
const tracks = ['AL2_x86_64/1.29', 'AL2_x86_64/1.30', 'AL2_x86_64_GPU/1.29', 'AL2_x86_64_GPU/1.30'];

function sources(header: string, rows: string) {
  const table = `<h2>AMI Details</h2><table><tr>${header}</tr>${rows}</table>\n`;
  const { facts, kinds, problems } = read(table + sections);
  const images = facts.sourceImages?.map(({ track, imageName }) => `${track} ${imageName}`) ?? [];
  return { images, kinds, problems };
}

const type = '<th>AMI Type</th>';
const one = `${type}<th>Source AMI Name</th>`;

describe('base images', () => {
  test('one for all minors', () => {
    const rows = '<tr><td>AL2_x86_64</td><td>a-1</td></tr><tr><td>AL2_x86_64_GPU</td><td>b-2</td></tr>';
    expect(sources(one, rows)).toMatchObject({
      kinds: [],
      images: [`${tracks[0]} a-1`, `${tracks[1]} a-1`, `${tracks[2]} b-2`, `${tracks[3]} b-2`],
    });
  });

  test('one for a range of minors', () => {
    const header = `${type}<th>Source AMI Name (K8s 1.30)</th><th>Source AMI Name (K8s 1.28 – 1.29)</th>`;
    const rows =
      '<tr><td>AL2_x86_64</td><td>new-1</td><td>old-1</td></tr><tr><td>AL2_x86_64_GPU</td><td>—</td><td>old-2</td></tr>';
    expect(sources(header, rows)).toMatchObject({
      kinds: [],
      images: [`${tracks[0]} old-1`, `${tracks[1]} new-1`, `${tracks[2]} old-2`],
    });
  });

  test.each([
    ['unknown-column', `${one}<th>Of which</th>`, '<tr><td>AL2_x86_64</td><td>a-1</td><td>b</td></tr>'],
    [
      'unknown-column',
      `${one}<th>Source AMI Name (K8s some)</th>`,
      '<tr><td>AL2_x86_64</td><td>a-1</td><td>b</td></tr>',
    ],
    [
      'unknown-source-row',
      one,
      '<tr><td>AL3_x86_64</td><td>a-0</td></tr><tr><td>AL2_x86_64</td><td>a-1</td></tr>',
    ],
    ['unknown-source-row', one, '<tr><td>AL2_x86_64</td></tr><tr><td>AL2_x86_64</td><td>a-1</td></tr>'],
    [
      'unknown-source-row',
      one,
      '<tr><td>AL2_x86_64_GPU</td><td>to be told</td></tr><tr><td>AL2_x86_64</td><td>a-1</td></tr>',
    ],
  ])('%s in %j %j', (kind, header, rows) => {
    const { images, kinds, problems } = sources(header, rows);
    expect(kinds).toEqual([kind]);
    expect(problems[0]?.place).toMatch(/^line \d+$/);
    expect(images).toEqual([`${tracks[0]} a-1`, `${tracks[1]} a-1`]);
  });

  test('two for one track: neither is believed', () => {
    const rows = '<tr><td>AL2_x86_64</td><td>a-1</td></tr><tr><td>AL2_x86_64</td><td>a-2</td></tr>';
    expect(sources(one, rows)).toMatchObject({
      images: [],
      kinds: ['duplicate-source-image', 'duplicate-source-image'],
    });
  });
});
