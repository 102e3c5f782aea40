import { beforeAll, describe, expect, test } from 'vitest';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext, stepsOf } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext();
});

const script = (body: string) => read(`#!/bin/bash\n${body}\n`, context);

const unit = (name: string, lines: string) => `cat > /etc/systemd/system/${name} <<'E'\n${lines}\nE\n`;

describe('what runs', () => {
  test.each([
    'cat > /usr/local/bin/u <<"E"\n#!/bin/bash\nyum update\nE\n/usr/local/bin/u',
    'cat > /usr/local/bin/u <<"E"\n#!/bin/bash\nyum update\nE\nsudo u',
    'cat > /usr/sbin/u <<"E"\nyum update\nE\nu',
    'su -c "yum update"',
    'su - root -c "yum update"',
    'sudo su -s /bin/bash --command="yum update" root',
    'runuser -l root -c "yum update"',
    'runuser -u root -- yum update',
    '/usr/sbin/runuser -u root yum update',
    'nsenter -t 1 -m -u -- yum update',
    'nsenter --target 1 --mount yum update',
    'doas yum update',
    'su - root <<E\nyum update\nE',
    'sudo su - <<E\nyum update\nE',
    'echo yum update | sudo -i',
    'install -m 755 /dev/stdin /usr/local/bin/u <<E\nyum update\nE\nu',
    'script -q -c "yum update" /dev/null',
    'yum up',
    "yum update '*'",
  ])('all packages by %j', (body) => {
    const reading = script(body);
    expect(stepsOf(reading).filter((step) => !/^(write|copy)/.test(step))).toEqual(['yum update']);
    expect(reading.gaps).toEqual([]);
  });

  test.each(['yum update --assumeno', 'dnf -y upgrade --downloadonly', 'dnf upgrade --setopt tsflags=test'])(
    'nothing by %j',
    (body) => expect(stepsOf(script(body))).toEqual([]),
  );

  test.each([
    ['/usr/local/bin/prepare.sh', 'It runs /usr/local/bin/prepare.sh, which is not here to read.'],
    ['curl -o /usr/bin/prepare http://x\nprepare', 'It runs prepare, which is not here to read.'],
    [
      'echo "#!/usr/bin/python3" > /usr/local/bin/p\np',
      'It runs p, which is of another language than the shell.',
    ],
    ['/opt/aws/bin/cfn-init -s x', 'It runs /opt/aws/bin/cfn-init, which is not here to read.'],
  ])('what is not here to read is said: %j', (body, why) => {
    expect(script(body).gaps.map((gap) => gap.why)).toEqual([why]);
  });

  test.each([
    '/opt/aws/bin/cfn-signal -e $? --stack x',
    './aws/install --update',
    'bash /tmp/aws/install',
    '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a start',
    'N=$(/etc/eks/max-pods-calculator.sh --instance-type m5.large)',
    '/opt/amazon/efa/bin/fi_info -p efa',
    '/usr/local/bin/kubectl get nodes',
    'curl -o /usr/local/bin/yq http://x\nyq -i .a f',
  ])('what touches nothing leaves nothing open: %j', (body) => {
    expect(script(body).gaps).toEqual([]);
  });
});

describe('what a shell runs and its grammar does not know', () => {
  const log = 'log::info() { echo "$*"; }\n';
  test.each([
    `${log}DEBUG=1 log::info x`,
    `${log}A="a b" B=$C log::info x | tee /tmp/l`,
    `${log}run() { DEBUG=1 log::info x; }\nrun`,
    'for u in a; do if [ -e $u ]; then true; fi done',
    'f() { while true; do case x in y) true ;; esac done }',
    '{ { true; } }',
  ])('%s: what stands around it is read', (body) => {
    const reading = script(`yum install -y a\n${body}\nmount /dev/sdb /data`);
    expect(stepsOf(reading).filter((step) => !step.includes('write'))).toEqual([
      'yum install a -y',
      'mount /dev/sdb /data command',
    ]);
    expect(reading.gaps).toEqual([]);
  });

  test('texts are those of the script', () => {
    const reading = script('cat > /etc/r <<E\nA=1 b::c\n{ fi done }\nE\nA=1 log::info "A=1 b::c" fi');
    expect(reading.files.find(({ path }) => path === '/etc/r')?.content).toMatchObject({
      text: 'A=1 b::c\n{ fi done }\n',
    });
    expect(JSON.stringify(reading.steps)).toContain('"log::info"');
    expect(reading.gaps).toEqual([]);
  });

  test.each(['if true; then true; fi done', 'if true; then fi done', 'DEBUG=1 log::info "x'])(
    '%s stays open',
    (body) => {
      expect(script(body).gaps.map(({ why }) => why)).toEqual([
        expect.stringContaining('The shell cannot be parsed here'),
      ]);
    },
  );
});

describe('when it runs', () => {
  test.each([
    [
      'before containerd starts',
      unit('containerd.service.d/m.conf', '[Service]\nExecStartPre=-/usr/bin/mount /dev/x /data'),
      'bootstrap mount /dev/x /data command',
    ],
    [
      'by a script before kubelet starts',
      `${unit('kubelet.service.d/m.conf', '[Service]\nExecStartPre=/opt/m')}echo 'mount /dev/x /data' > /opt/m`,
      'bootstrap mount /dev/x /data command',
    ],
    [
      'by a unit of the next start',
      `${unit('m.service', '[Service]\nExecStart=mount /dev/x /data')}systemctl enable m`,
      'after-bootstrap ~ mount /dev/x /data command',
    ],
    [
      'by a unit that is enabled and started: once',
      `${unit('m.service', '[Service]\nExecStart=mount /dev/x /data')}systemctl enable m.service\nsystemctl start m`,
      'before-bootstrap mount /dev/x /data command',
    ],
    [
      'by a timer',
      `${unit('u.timer', '[Timer]\nOnBootSec=60\nUnit=v.service')}${unit('v.service', '[Service]\nExecStart=yum update')}systemctl enable --now u.timer`,
      'after-bootstrap ~ yum update',
    ],
    [
      'at every start',
      "echo 'yum update' > /var/lib/cloud/scripts/per-boot/u.sh",
      'after-bootstrap ~ yum update',
    ],
    ['by rc.local', "echo 'yum update' >> /etc/rc.d/rc.local", 'after-bootstrap ~ yum update'],
    ['by cron', "echo '0 3 * * * root yum update' > /etc/cron.d/u", 'after-bootstrap ~ yum update'],
    ['by cron at a start', "echo '@reboot root yum update' >> /etc/crontab", 'after-bootstrap ~ yum update'],
    ['by cron each day', 'echo "yum update" > /etc/cron.daily/u', 'after-bootstrap ~ yum update'],
    ['by crontab', "(crontab -l; echo '0 3 * * * yum update') | crontab -", 'after-bootstrap ~ yum update'],
    ['by at', 'echo yum update | at now + 2 minutes', 'after-bootstrap ~ yum update'],
  ])('later: %s', (_, body, expected) => {
    const reading = script(body);
    const found = reading.steps.flatMap((step, index) =>
      /^(mount|packages)$/.test(step.does)
        ? [`${step.phase} ${stepsOf({ ...reading, steps: reading.steps.slice(index, index + 1) })}`]
        : [],
    );
    expect(found).toEqual([expected]);
    expect(reading.gaps).toEqual([]);
  });
});

describe('packages', () => {
  const flags = (body: string) =>
    script(body).steps.flatMap((step) =>
      step.does === 'packages'
        ? [`${step.manager}${step.retried ? ' again' : ''}${step.beside ? ' beside' : ''}`]
        : [],
    );

  test.each<readonly [string, readonly string[]]>([
    ['until dnf install a; do sleep 5; done', ['dnf again']],
    ['while ! yum install a; do sleep 5; done', ['yum again']],
    ['while true; do rpm -i a && break; sleep 5; done', ['rpm again']],
    ['for n in 1 2; do dnf install a && break; done', ['dnf again', 'dnf again']],
    ['for n in $(seq 9); do dnf install a && break; done', ['dnf again']],
    ['r() { until "$@"; do sleep 1; done; }\nr dnf install a', ['dnf again']],
    ['dnf install a || { sleep 9; dnf install a; }', ['dnf again', 'dnf again']],
    [
      `${unit('m.service', '[Service]\nType=oneshot\nRestart=on-failure\nExecStart=dnf install a')}systemctl start m`,
      ['dnf again'],
    ],
    ['for p in a b; do dnf install $p; done', ['dnf', 'dnf']],
    ['while read p; do dnf install $p; done < f', ['dnf']],
    ['dnf install a || true', ['dnf']],
    ['dnf install a', ['dnf']],
    ['dnf install a &\nrpm -i b', ['dnf', 'rpm beside']],
    ['(rpm -i a; true) > log 2>&1 &\ndnf install b', ['rpm', 'dnf beside']],
    ['if true; then rpm -i a & fi\ndnf install b', ['rpm', 'dnf beside']],
    ['systemd-run --no-block rpm -i a\ndnf install b', ['rpm', 'dnf beside']],
    [
      `${unit('m.service', '[Service]\nExecStart=rpm -i a')}systemctl start m\ndnf install b`,
      ['rpm', 'dnf beside'],
    ],
    ['dnf install a &\ndnf install b', ['dnf', 'dnf']],
    ['rpm -i a &\nwait\ndnf install b', ['rpm', 'dnf']],
    ['systemd-run --wait rpm -i a\ndnf install b', ['rpm', 'dnf']],
    ['rpm -i a && dnf install b', ['rpm', 'dnf']],
    ['rpm -i a &> log\ndnf install b', ['rpm', 'dnf']],
  ])('%s', (body, expected) => {
    expect(flags(body)).toEqual(expected);
  });
});
