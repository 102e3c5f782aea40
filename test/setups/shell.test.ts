import { beforeAll, describe, expect, test } from 'vitest';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext, settingsOf, stepsOf } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext({ './lib.sh': 'mount /dev/nvme1n1 /data' });
});

const script = (body: string) => read(`#!/bin/bash\n${body}\n`, context);

describe('kubelet gets the flag, however it is written', () => {
  const empty = ['kubelet-flag resolv-conf=/etc/empty'];
  test.each([
    ['quoted', "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'", empty],
    ['in two words', '/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf /etc/empty"', empty],
    ['with =', '/etc/eks/bootstrap.sh c --kubelet-extra-args="--resolv-conf=/etc/empty"', empty],
    [
      'over lines',
      "/etc/eks/bootstrap.sh c \\\n  --kubelet-extra-args \\\n  '--resolv-conf=/etc/empty'",
      empty,
    ],
    [
      'from a variable',
      'A=/etc/empty\n/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$A"',
      empty,
    ],
    [
      'from a default',
      `/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=${'$'}{A:-/etc/empty}"`,
      empty,
    ],
    [
      'put together',
      'X="--resolv-conf"\nX+="=/etc/empty"\n/etc/eks/bootstrap.sh c --kubelet-extra-args "$X"',
      empty,
    ],
    [
      'in a function',
      'go() { /etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$1"; }\ngo /etc/empty',
      empty,
    ],
    [
      'with sudo',
      'sudo -E bash -x /etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=/etc/empty"',
      empty,
    ],
    [
      'through bash -c',
      `bash -c "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'"`,
      empty,
    ],
    ['through eval', `eval "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'"`, empty],
    [
      'the last of two',
      "/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/a --resolv-conf=/etc/empty'",
      empty,
    ],
    [
      'as a drop-in',
      `mkdir -p /etc/systemd/system/kubelet.service.d\ncat > /etc/systemd/system/kubelet.service.d/x.conf <<'EOF'\n[Service]\nEnvironment='KUBELET_EXTRA_ARGS=--resolv-conf=/etc/empty'\nEOF`,
      empty,
    ],
    [
      'into bootstrap.sh',
      `sed -i '/^KUBELET_EXTRA_ARGS=/a KUBELET_EXTRA_ARGS+=" --resolv-conf=/etc/empty"' /etc/eks/bootstrap.sh`,
      empty,
    ],
    [
      'into a profile',
      `echo 'export KUBELET_EXTRA_ARGS="--resolv-conf=/etc/empty"' > /etc/profile.d/bootstrap.sh`,
      empty,
    ],
    [
      'of an unknown variable',
      '/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$A"',
      ['kubelet-flag resolv-conf=$A?'],
    ],
    [
      'perhaps',
      'if [ -f /x ]; then A=/a; else A=/b; fi\n/etc/eks/bootstrap.sh c --kubelet-extra-args "--resolv-conf=$A"',
      ['kubelet-flag resolv-conf=$A?'],
    ],
    [
      'in a branch',
      "if uname -r | grep x; then\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'\nfi",
      ['~ kubelet-flag resolv-conf=/etc/empty'],
    ],
    ['in a comment', "# /etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'", []],
    ['behind exit', "exit 0\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'", []],
    [
      'in text',
      "cat > /tmp/note <<'EOF'\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--resolv-conf=/etc/empty'\nEOF",
      [],
    ],
  ])('%s', (_, body, flags) => {
    expect(settingsOf(script(body)).filter((line) => line.includes('kubelet-flag'))).toEqual(flags);
  });
});

describe('a file has what the script leaves in it', () => {
  test.each([
    ['touch', 'touch /etc/r', ''],
    [': >', ': > /etc/r', ''],
    ['>', '> /etc/r', ''],
    ['truncate', 'truncate -s 0 /etc/r', ''],
    ['cp of nothing', 'cp /dev/null /etc/r', undefined],
    ['echo', 'echo nameserver 1.1.1.1 > /etc/r', 'nameserver 1.1.1.1\n'],
    ['echo -n', "echo -n '' > /etc/r", ''],
    ['printf', String.raw`printf 'a %s\n' b c > /etc/r`, 'a b\na c\n'],
    ['tee', 'echo a | sudo tee /etc/r >/dev/null', 'a\n'],
    ['tee -a', 'echo a > /etc/r\necho b | tee -a /etc/r', 'a\nb\n'],
    ['a heredoc', 'A=b\ncat <<EOF > /etc/r\na $A\nEOF', 'a b\n'],
    ['a quoted heredoc', "A=b\ncat > /etc/r <<'EOF'\na $A\nEOF", 'a $A\n'],
    ['an indented heredoc', 'cat <<-EOF | tee /etc/r\n\ta\n\t\tb\n\tEOF', 'a\nb\n'],
    ['a group', '{ echo a; echo b; } > /etc/r', 'a\nb\n'],
    ['a loop', 'for i in a b; do echo $i >> /etc/r; done', 'a\nb\n'],
    ['mv', 'echo a > /tmp/r\nmv /tmp/r /etc/r', 'a\n'],
    ['cd', 'cd /etc\necho a > r', 'a\n'],
    ['sed s', "echo a=1 > /etc/r\nsed -i 's/a=1/a=2/' /etc/r", 'a=2\n'],
    ['sed s with a rest', "echo a=1 > /etc/r\nsed -i 's|^a=.*|a=2|' /etc/r", 'a=2\n'],
    ['sed d', "cat > /etc/r <<'EOF'\na\nb\nEOF\nsed -i '/a/d' /etc/r", 'b\n'],
    ['a line that begins as the end does', "cat > /etc/r <<'E'\nE1\nEnd\nE", 'E1\nEnd\n'],
    ['sed a', "echo a > /etc/r\nsed -i '/a/a b' /etc/r", 'a\nb\n'],
    ['base64', 'echo YQo= | base64 -d > /etc/r', 'a\n'],
    ['a known condition', 'A=x\nif [ "$A" = y ]; then echo a > /etc/r; else echo b > /etc/r; fi', 'b\n'],
    ['a command', 'date > /etc/r', undefined],
    ['curl', 'curl -o /etc/r https://example.com', undefined],
    ['an edit of what it does not know', 'date > /etc/r\nsed -i s/a/b/ /etc/r', undefined],
  ])('%s', (_, body, content) => {
    const file = script(body).files.findLast(({ path }) => path === '/etc/r');
    expect(file?.content.known === true ? file.content.text : undefined).toBe(content);
    expect(file?.certain).toBe(true);
  });

  test('either of two, where a condition decides', () => {
    const { files } = script('if [ -d /x ]; then echo a > /etc/r; else echo b > /etc/r; fi');
    expect(files.map(({ content, certain }) => [content.text, certain])).toEqual([
      ['a\n', false],
      ['b\n', false],
    ]);
  });
});

describe('what a script does to a node', () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      'a disk is mounted',
      'mkfs.xfs /dev/nvme1n1 && mount /dev/nvme1n1 /var/lib/containerd',
      ['mount /dev/nvme1n1 /var/lib/containerd command'],
    ],
    ['with options', 'mount -t xfs -o noatime,nodiratime /dev/x /data', ['mount /dev/x /data command']],
    [
      'by fstab',
      'echo "/dev/x /data xfs defaults 0 0" >> /etc/fstab\nmount -a',
      ['write /etc/fstab append', 'mount /dev/x /data fstab'],
    ],
    [
      'only at the next start',
      'echo "/dev/x /data xfs defaults 0 0" >> /etc/fstab',
      ['write /etc/fstab append', '~ mount /dev/x /data fstab'],
    ],
    [
      'by a unit',
      "cat > /etc/systemd/system/data.mount <<'E'\n[Mount]\nWhat=/dev/x\nWhere=/data\nE\nsystemctl enable --now data.mount",
      [
        'write /etc/systemd/system/data.mount replace',
        'service enable data.mount',
        'service start data.mount',
        'mount /dev/x /data systemd',
      ],
    ],
    [
      'by a service',
      "cat > /etc/systemd/system/d.service <<'E'\n[Service]\nExecStart=/usr/bin/mount /dev/x /data\nE\nsystemctl start d",
      ['write /etc/systemd/system/d.service replace', 'service start d', 'mount /dev/x /data command'],
    ],
    [
      'after a copy',
      'cp -a /var/lib/containerd/. /mnt/\nrsync -aHAX /a/ /b/',
      ['copy /var/lib/containerd/. /mnt/', 'copy /a/ /b/'],
    ],
    ['a copy by tar', 'tar -C /a -cf - . | tar -C /b -xf -', ['copy /a /b']],
    [
      'a script of its own',
      "cat > /tmp/s.sh <<'E'\nmount /dev/x $1\nE\nchmod +x /tmp/s.sh\n/tmp/s.sh /data",
      ['write /tmp/s.sh replace', 'mount /dev/x /data command'],
    ],
    ['another file of the check', 'source ./lib.sh', ['mount /dev/nvme1n1 /data command']],
    ['all packages', 'yum update -y', ['yum update -y']],
    [
      'named packages',
      'dnf -y upgrade --releasever=latest kernel',
      ['dnf update kernel -y --releasever=latest'],
    ],
    [
      'with options apart',
      'dnf upgrade --exclude kernel --releasever 2023.1',
      ['dnf update --exclude=kernel --releasever=2023.1'],
    ],
    ['unknown options', 'dnf $OPTIONS update', ['dnf update $OPTIONS?']],
    ['a list of packages is no update', 'apt-get update', []],
    ['a lock', 'dnf versionlock add containerd', ['dnf lock containerd']],
    ['by a loop', 'for p in a b; do yum install -y "$p"; done', ['yum install a -y', 'yum install b -y']],
    ['in an array', `P=(a b)\nyum install -y "${'$'}{P[@]}"`, ['yum install a b -y']],
    [
      'services',
      'systemctl stop containerd.service kubelet',
      ['service stop containerd', 'service stop kubelet'],
    ],
    ['not what a condition excludes', 'A=1\n[ "$A" = 2 ] && yum update', []],
    ['perhaps what a question decides', 'grep -q x /f && yum update', ['~ yum update']],
    ['perhaps what follows a failure', 'yum install a || yum update', ['yum install a', '~ yum update']],
    ['perhaps what follows an exit', 'if [ -f /done ]; then exit 0; fi\nyum update', ['~ yum update']],
    ['certainly what follows an error', 'if [ -z "$A" ]; then exit 1; fi\nyum update', ['yum update']],
    ['a function that is not called', 'f() { yum update; }', []],
    ['a variable on the line before', 'A=x B=y\nyum install $A', ['yum install x']],
    ['a command in a substitution', 'A=$(yum update -y)', ['yum update -y']],
  ])('%s', (_, body, steps) => {
    expect(stepsOf(script(body))).toEqual(steps);
  });

  test('phases turn at bootstrap', () => {
    const { steps } = script('mount /a /b\n/etc/eks/bootstrap.sh c\nmount /c /d');
    expect(steps.map(({ phase, does }) => `${phase} ${does}`)).toEqual([
      'before-bootstrap run',
      'before-bootstrap mount',
      'bootstrap run',
      'after-bootstrap run',
      'after-bootstrap mount',
    ]);
  });
});

describe('settings of the files that a script writes', () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      'containerd',
      `cat > /etc/containerd/config.toml <<EOF\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "$A"\nEOF`,
      ['containerd plugins."io.containerd.grpc.v1.cri".registry.config_path=$A?'],
    ],
    [
      'a mirror',
      `mkdir -p /etc/containerd/certs.d/docker.io\ncat > /etc/containerd/certs.d/docker.io/hosts.toml <<'EOF'\nserver = "https://docker.io"\nEOF`,
      ['registry-hosts server=https://docker.io'],
    ],
    [
      'jq',
      `echo "$(jq '.maxPods=20 | .evictionHard."memory.available" = "5%"' /etc/kubernetes/kubelet/kubelet-config.json)" > /etc/kubernetes/kubelet/kubelet-config.json`,
      ['kubelet-config maxPods=20', 'kubelet-config evictionHard."memory.available"=5%'],
    ],
    [
      'sysctl',
      'sysctl -w vm.max_map_count=1\necho net.core.somaxconn=2 > /etc/sysctl.d/9.conf',
      ['sysctl vm.max_map_count=1', 'sysctl net.core.somaxconn=2'],
    ],
    ['the environment', 'echo HTTP_PROXY=http://p >> /etc/environment', ['environment HTTP_PROXY=http://p']],
  ])('%s', (_, body, settings) => {
    expect(settingsOf(script(body))).toEqual(settings);
    expect(script(body).gaps).toEqual([]);
  });

  test('stand at the line of the script', () => {
    const { settings } = script("cat > /etc/containerd/config.toml <<'EOF'\nversion = 2\noom_score = 1\nEOF");
    expect(settings.map(({ key, place }) => [key, place.line, place.column, place.excerpt])).toEqual([
      ['version', 3, 11, 'version = 2'],
      ['oom_score', 4, 13, 'oom_score = 1'],
    ]);
  });
});

describe('what cannot be known is said', () => {
  test.each<readonly [string, string, string, string]>([
    [
      'a script from elsewhere',
      'curl -s https://example.com/x | bash',
      'all',
      'It runs a script that is not here to read',
    ],
    [
      'a script of the image',
      '/opt/team/setup.sh',
      'all',
      'It runs /opt/team/setup.sh, which is not here to read.',
    ],
    [
      'a command in a variable',
      '$COMMAND --now',
      'all',
      'It runs a command that is known at run time only: $COMMAND --now',
    ],
    [
      'a path in a variable',
      'echo a > "$FILE"',
      'all',
      'It writes to a path that is known at run time only: $FILE.',
    ],
    [
      'configuration from elsewhere',
      'aws s3 cp s3://b/c /etc/containerd/config.toml',
      'containerd',
      'What /etc/containerd/config.toml holds is not here to read',
    ],
    [
      'broken TOML',
      'echo "a = [" > /etc/containerd/config.toml',
      'containerd',
      '/etc/containerd/config.toml cannot be parsed',
    ],
    [
      'an edit of bootstrap.sh',
      's=x; sed -i "s/a/b/" /etc/eks/bootstrap.sh',
      'kubelet-flag',
      'bootstrap.sh is changed by s/a/b/',
    ],
    [
      'flags from elsewhere',
      '/etc/eks/bootstrap.sh c --kubelet-extra-args "$ARGS"',
      'kubelet-flag',
      '$ARGS may hold any flags of kubelet.',
    ],
    ['a syntax error', 'if true; then yum update', 'all', 'The shell cannot be parsed here'],
  ])('%s', (_, body, about, why) => {
    const { gaps } = script(body);
    expect(gaps.filter((gap) => gap.about === about).map((gap) => gap.why)).toEqual([
      expect.stringContaining(why),
    ]);
  });
});
