import { expect, test } from 'vitest';
import { checkIn, folderOf, reportIn } from './run-check.ts';

const files = {
  'ci/laptop.sh': '#!/bin/bash\nsudo apt-get install -y jq docker.io\ndocker compose up -d\n',
  'ci/build-machine.sh': '#!/bin/bash\nyum install -y jq\ndocker pull jenkins/jenkins\n',
  'nodes/old.sh': '#!/bin/bash\ndocker pull pause:3.9\nnodeadm init\n',
};
const id = 'docker-runtime-removed-124';
const asked = ['--to', 'v20260224', '--kubernetes', '1.33'] as const;

async function verdicts(...paths: readonly string[]) {
  const { setups } = await reportIn(folderOf(files), ...paths, ...asked);
  return setups.map(({ answers, name }) => [
    name,
    answers.find(({ behaviourChange }) => behaviourChange === id)?.verdict,
  ]);
}

test('a script that any machine may have is no alarm where it was come upon, and one of a node is', async () => {
  expect(await verdicts('.')).toEqual([
    ['build-machine.sh', 'cannot-tell'],
    ['old.sh', 'exposed'],
  ]);
  const { code, stdout } = await checkIn(folderOf(files), 'ci', ...asked);
  expect(code).toBe(0);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'This runs "docker pull jenkins/jenkins". Nothing in it says that it is for a node of EKS. Name the file itself to have it judged as one.',
  );
});

test('named, it is taken for what it is said to be', async () => {
  expect(await verdicts('ci/build-machine.sh')).toEqual([['build-machine.sh', 'exposed']]);
});

test('what a script of any machine does not say is no question', async () => {
  const { setups } = await reportIn(
    folderOf({ 'db.sh': '#!/bin/bash\nyum install -y postgresql\n' }),
    '.',
    ...asked,
  );
  expect(setups.flatMap(({ answers }) => answers.filter(({ verdict }) => verdict === 'cannot-tell'))).toEqual(
    [],
  );
});
