import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../infra/settings/parse-settings.ts';
import { stageForm, stageMark } from '../../infra/settings/stage.ts';
import { checkTarget, targetOf } from '../../infra/settings/target.ts';

const check = (words: string, settings = '', environment = {}) =>
  checkTarget(targetOf(words.split(' '), environment), parseSettings(settings, 'amiwatch.yaml'));
const topic = 'existingTopicArn: arn:aws:sns:eu-west-1:123456789012:news';
const identity = 'digestIdentities: [arn:aws:ses:eu-west-1:123456789012:identity/example.com]';

test('options are read as osls reads them', () => {
  const target = (words: string, environment = {}) => targetOf(words.split(' '), environment);
  expect(target('deploy')).toEqual({ stage: 'prod', region: 'us-east-1' });
  expect(target('deploy -s dev -r eu-west-1 --verbose')).toEqual({ stage: 'dev', region: 'eu-west-1' });
  expect(target('deploy --stage=dev', { AWS_REGION: 'eu-west-1' })).toEqual({
    stage: 'dev',
    region: 'eu-west-1',
  });
  expect(target('deploy --region eu-west-2', { AWS_REGION: 'eu-west-1' }).region).toBe('eu-west-2');
});

describe('settings and options that cannot both hold are refused', () => {
  test.each([
    ['package --stage x_y', '', '--stage is "x_y"; allowed: 1 to 40 letters'],
    [`package --stage ${'a'.repeat(41)}`, '', '--stage is "aaa'],
    ['package --region mars', '', '--region, or AWS_REGION, is "mars"; no such Region is known here.'],
    ['package --region eusc-de-east-1', '', 'is "eusc-de-east-1"; no such Region is known here.'],
    ['package', topic, 'news is in eu-west-1, and the deployment in us-east-1. Give one of us-east-1.'],
    ['package --region eu-west-2', identity, 'digestIdentities: arn:aws:ses:eu-west-1:'],
    [
      'package --region us-gov-west-1',
      '',
      'partition aws, and the deployment in us-gov-west-1 (aws-us-gov). Give Regions of aws-us-gov.',
    ],
    ['package', 'regions: [us-gov-west-1]', 'partition aws-us-gov, and the deployment in us-east-1 (aws)'],
  ])('%s with %j', (words, settings, said) => {
    expect(() => check(words, settings)).toThrow('The deployment is wrong:\n');
    expect(() => check(words, settings)).toThrow(said);
  });

  test('and those that can are taken', () => {
    check('package --region eu-west-1', `${topic}\n${identity}`);
    check('package', topic, { AWS_REGION: 'eu-west-1' });
    check('package --region us-gov-east-1', 'regions: [us-gov-west-1]');
    // Where a template for CloudFormation alone is deployed, nobody knows yet.
    check(`package --stage ${stageMark}`, topic);
    expect(stageMark).toMatch(stageForm);
  });
});
