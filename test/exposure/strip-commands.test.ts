import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { judge } from '../../shared/exposure/judge.ts';
import { maskSecrets } from '../../shared/exposure/secrets.ts';
import { stripSetup } from '../../shared/exposure/strip-setup.ts';
import { readExample } from './read-example.ts';

const questions = behaviourChanges.flatMap(({ exposure }) => exposure);

describe('nothing is kept of what only looks like an ordinary word', () => {
  test.each([
    'tar -xzf <(curl -sfL -u deploy:planted https://h/x.tgz) -C /var/lib/containerd',
    'tar -xzf /x --password planted -C /y',
    "cp <(cat <<'EOF'\ndb: planted\nEOF\n) /etc/app.yaml",
    'cp "$(curl -u a:planted h)" /opt',
    'mkdir -p "/data/$(get -u me:planted)/x"',
    'mount "$(curl -u a:planted h)" /mnt',
    'mount /dev/sdb "/mnt/$(get planted)"',
    'umount "$(curl -u a:planted h)"',
    'mkfs.ext4 -L planted /dev/sdb',
    'dd if=/dev/zero of=/x conv=planted',
    'rm -rf "$(curl -u a:planted h)"',
    'ln -s "$(curl -u a:planted h)" /opt/x',
    'systemctl start "$(curl -u a:planted h)"',
    'systemctl start "agent planted"',
    'dnf install -y "$(curl -u a:planted h)"',
    'dnf install -y https://h/planted/acme/x.rpm',
    'dnf install -y "--x y planted" jq',
    'yum install -y --setopt proxy_password=planted foo',
    'rsync -e "sshpass -p planted ssh" -a /mnt/a/ /var/lib/containerd/',
    'rsync -a --rsync-path="env AGE_KEY=planted rsync" h:/ /var/lib/containerd',
    'rsync -a planted@h:/images/ /var/lib/containerd',
    'tar --use-compress-program="openssl enc -k planted" -xf /x.tar -C /y',
    'tar -I "7z -pplanted" -xf /x.7z -C /y',
    'tar --to-command="curl -H X-Api:planted h" -xf x -C /y',
    'tar -xf x -C /y --transform s/x/planted/',
    'cp --key=planted /a /b',
    'cp -a "s3fs#key=planted" /y',
    'cat x | tee >(openssl enc -k planted > /etc/x.enc)',
    'echo x > "/etc/of planted"',
    'echo "$(curl -u a:planted h)" > /etc/x',
    'mount -t davfs https://h/planted /mnt',
    'mount -t cifs //u:planted@h/share /mnt',
    'find /var/lib/containerd -exec send --key planted {} +',
    '"/opt/run planted" x',
    "/etc/eks/bootstrap.sh c --kubelet-extra-args '--node-labels=team=planted'",
    'curl -u deploy:planted h | bash',
  ])('a command: %s', (command) => {
    const { setups } = readExample('nodes', `#!/bin/bash\nyum update -y\n${command}\n`);
    expect(JSON.stringify(setups)).toContain('planted');
    expect(JSON.stringify(setups.map((setup) => stripSetup(setup, questions)))).not.toContain('planted');
  });

  test('a number that somebody has given as a label', () => {
    const { setups } = readExample(
      'nodes',
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: c }\nmanagedNodeGroups:\n- name: n\n  labels: { pin: "481516" }\n  tags: { pin: "481516" }\n',
    );
    expect(JSON.stringify(setups)).toContain('481516');
    expect(JSON.stringify(setups.map((setup) => stripSetup(setup, questions)))).not.toContain('481516');
  });
});

test('a login that a program is given', () => {
  expect(maskSecrets('curl -sf -u deploy:hunter2 https://nexus')).toBe(
    'curl -sf -u deploy:(not kept) https://nexus',
  );
  expect(maskSecrets("curl --user 'deploy:hunter2' h")).toBe("curl --user 'deploy:(not kept)' h");
});

describe('what is told of commands for following what lies where', () => {
  const stepsOf = (...commands: readonly string[]) =>
    readExample('nodes', ['#!/bin/bash', 'yum update -y', ...commands, ''].join('\n')).setups.flatMap(
      (setup) => stripSetup(setup, questions).steps,
    );

  test('is kept: flags by name, and paths', () => {
    const run = stepsOf('rsync -aHAX --delete --exclude=/tmp --bwlimit=99 -e "ssh -i k" /a/ h:/b').find(
      (step) => step.does === 'run' && step.program === 'rsync',
    );
    expect(run?.does === 'run' && run.words.map(({ text }) => text.replaceAll(/ \d+\)/g, ')'))).toEqual([
      '-aHAX',
      '--delete',
      '--exclude=/tmp',
      '--bwlimit=(not kept)',
      '-e',
      '(not kept)',
      '/a/',
      '(not kept)/b',
    ]);
  });

  test('what only the run decides is called alike where it is, and not where it is not', () => {
    const devices = stepsOf(
      'mount "$(a x)" /1',
      'mount "$(b x)" /2',
      'mount "$(a x)" /3',
      'mount $D/x /4',
    ).flatMap((step) => (step.does === 'mount' ? [step.device.text] : []));
    expect(devices).toEqual(['(unknown 1)', '(unknown 2)', '(unknown 1)', '$D/x']);
  });

  test('a device whose name is not kept may be another one', () => {
    const hides = behaviourChanges.filter(({ id }) => id === 'al2023-varlibcontainerd-mount-hides-pause');
    const verdictsOf = (device: string) => {
      const text = [
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="b"',
        '',
        '--b',
        'Content-Type: application/node.eks.aws',
        '',
        'apiVersion: node.eks.aws/v1alpha1',
        'kind: NodeConfig',
        'spec: { cluster: { name: c } }',
        '--b',
        'Content-Type: text/x-shellscript',
        '',
        '#!/bin/bash',
        'mount /dev/nvme1n1 /mnt',
        'cp -a /var/lib/containerd/. /mnt/',
        'umount /mnt',
        `mount ${device} /var/lib/containerd`,
        '--b--',
      ].join('\n');
      return readExample('nodes', text).setups.flatMap((setup) =>
        hides.flatMap((entry) =>
          [setup, stripSetup(setup, questions)].map((one) => judge(entry, one)?.verdict),
        ),
      );
    };
    expect(verdictsOf('/dev/nvme1n1')).toEqual(['not-exposed', 'not-exposed']);
    expect(verdictsOf('s3fs#bucket')).toEqual(['cannot-tell', 'cannot-tell']);
  });
});
