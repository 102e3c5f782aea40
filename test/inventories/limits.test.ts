import { expect, test } from 'vitest';
import { readInventory } from '../../shared/inventories/read-inventory.ts';

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

test('a text of more packages than a node has is refused', () => {
  const text = lines(20_002, (index) => `p${index}-1.0-1.amzn2023.x86_64`);
  expect(readInventory(text, 'it')).toMatchObject({ problems: [{ kind: 'inventory-too-long' }] });
});

test('what could be installed does not count', () => {
  const offered = lines(20_002, (index) => `p${index}.x86_64 1.0-1.amzn2023 amazonlinux`);
  const text = `Installed Packages\ncontainerd.x86_64 1.7.20-1.amzn2023 @System\nAvailable Packages\n${offered}\n`;
  expect(readInventory(text, 'it')).toMatchObject({
    problems: [],
    nodes: [{ installed: [{ name: 'containerd' }] }],
  });
});

test('a document of nothing but brackets is refused before it takes gigabytes', () => {
  const text = `{"bomFormat":"CycloneDX","components":[{}${',{}'.repeat(12_000_000)}]}`;
  const { heapUsed } = process.memoryUsage();
  expect(readInventory(text, 'it')).toMatchObject({ problem: { kind: 'inventory-too-long' } });
  expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(100_000_000);
});

test('commas and brackets in a text are none of the document', () => {
  const name = ',[{'.repeat(1_100_000);
  const text = `{"bomFormat":"CycloneDX","components":[{"name":"${name}"}]}`;
  expect(readInventory(text, 'it').format?.id).toBe('cyclonedx');
});
