import { describe, expect, test } from 'vitest';
import { parseReleaseTag, releaseNotesUrl, tagDate } from '../../shared/parameters/release-tag.ts';

describe('release tags', () => {
  test.each(['v20240817', 'v20240229', 'v20991231'])('%s is one', (text) => {
    expect(parseReleaseTag(text)).toBe(text);
  });

  test.each([
    '',
    'v2024081',
    'v202408170',
    '20240817',
    'V20240817',
    'v20240817 ',
    'v20240817\n',
    'v2024-08-17',
    'v20240832',
    'v20241301',
    'v20240000',
    'v20230229',
    'v20240931',
    'v19991231',
    'v2０240817',
  ])('%j is none: not the day of a calendar', (text) => {
    expect(parseReleaseTag(text)).toBeUndefined();
  });

  test('a tag has a date and a page', () => {
    expect(tagDate('v20240817')).toBe('2024-08-17');
    expect(releaseNotesUrl('v20240817')).toBe(
      'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20240817',
    );
  });
});
