import { beforeAll, describe, expect, test } from 'vitest';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext, stepsOf } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext({ './lib.sh': 'mount /dev/nvme1n1 /data' });
});

const script = (body: string) => read(`#!/bin/bash\n${body}\n`, context);

describe('a file has what the script leaves in it', () => {
  test.each([
    ['touch', 'touch /etc/r', ''],
    [': >', ': > /etc/r', ''],
    ['>', '> /etc/r', ''],
    ['truncate', 'truncate -s 0 /etc/r', ''],
    ['cp of nothing', 'cp /dev/null /etc/r', ''],
    ['cat of nothing', 'cat /dev/null > /etc/r', ''],
    ['tee of nothing', 'sudo tee /etc/r </dev/null', ''],
    ['install of nothing', 'install -D -m 0644 /dev/null /etc/r', ''],
    ['dd of nothing', 'dd if=/dev/null of=/etc/r', ''],
    ['dd of what is not known', 'dd if=/dev/urandom of=/etc/r count=1', undefined],
    ['a link to nothing', 'ln -sf /dev/null /etc/r', ''],
    ['mktemp', 'f=$(mktemp)\nmv "$f" /etc/r', ''],
    ['what it makes where there is none', '[ -f /etc/r ] || touch /etc/r', ''],
    ['what it makes where there is none, at length', 'R=/etc/r\nif [[ ! -e $R ]]; then\n  touch $R\nfi', ''],
    ['what it makes with &&', '[ ! -s /etc/r ] && echo a > /etc/r', 'a\n'],
    ['grep -v', "printf 'a\\nb\\n' > /etc/o\ngrep -v ^a /etc/o > /etc/r", 'b\n'],
    ["the node's name servers", 'cp /run/systemd/resolve/resolv.conf /etc/r', 'nameserver (of the node)\n'],
    ['less the name servers', "sed '/^nameserver/d' /etc/resolv.conf > /etc/r", ''],
    ['spaces between variables', 'A=a B=b\necho "$A $B\t${A}  $(echo c)" > /etc/r', 'a b\ta  c\n'],
    ['a replacement', 'A="a b c"\necho "${A// /,} ${A/a/x}" > /etc/r', 'a,b,c x b c\n'],
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
    ['sed -n', "printf 'a\\nb\\n' > /etc/o\nsed -n '/a/d' /etc/o > /etc/r", undefined],
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
    ['a disk by systemd', 'systemd-mount --type=xfs /dev/x /data', ['mount /dev/x /data command']],
    ['a pool of ZFS', 'zpool create -f -m /data tank /dev/x', ['mount tank /data command']],
    ['a file system of ZFS', 'zfs create -o mountpoint=/data tank/a', ['mount tank/a /data command']],
    [
      'what an overlay shows',
      'mount -t overlay overlay -o lowerdir=/a,upperdir=/m/up,workdir=/m/w /b',
      ['mount /a /b command'],
    ],
    ['a link', 'cd /var/lib\nln -sfn /mnt/a\nln /x /y', ['link /var/lib/a /mnt/a']],
    ['nothing where rsync only tries', 'rsync -an /a/ /b/', []],
    [
      'a mount where nothing is yet',
      'mountpoint -q /data || mount /dev/x /data',
      ['mount /dev/x /data command'],
    ],
    [
      'a mount that is asked for',
      'if ! findmnt /data; then mount /dev/x /data; fi',
      ['mount /dev/x /data command'],
    ],
    [
      'a mount where something may be',
      'findmnt /boot || mount /dev/x /boot',
      ['~ mount /dev/x /boot command'],
    ],
    [
      'the places of an array',
      `D=(/dev/x /dev/y)\nfor i in "${'$'}{!D[@]}"; do mount "${'$'}{D[$i]}" "/d$i"; done`,
      ['mount /dev/x /d0 command', 'mount /dev/y /d1 command'],
    ],
    [
      'counted rounds',
      `D=(/dev/x /dev/y)\nfor ((i = 0; i < ${'$'}{#D[@]}; i++)); do mount "${'$'}{D[i]}" "/d$i"; done`,
      ['mount /dev/x /d0 command', 'mount /dev/y /d1 command'],
    ],
    [
      'the first of some disks',
      'for d in /dev/x /dev/y; do\n[ -b $d ] || continue\nmount $d /data\nbreak\ndone',
      ['mount $d? /data command'],
    ],
    [
      'the first of some disks, in one line',
      'for d in /dev/x /dev/y; do [ -b $d ] && { mount $d /data; break; }; done',
      ['mount $d? /data command'],
    ],
    [
      'perhaps each of some disks',
      'for d in /dev/x /dev/y; do if [ -b $d ]; then mount $d /data; fi; done',
      ['~ mount /dev/x /data command', '~ mount /dev/y /data command'],
    ],
    ['a copy by tar', 'tar -C /a -cf - . | tar -C /b -xf -', ['copy /a/. /b']],
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
    [
      'a disk after the other',
      'n=1\nfor d in $(ls /dev); do mount /dev/$d /mnt$n; (( n++ )); done',
      ['~ mount /dev/$d? /mnt$n? command'],
    ],
    ['a counter', 'n=1\nlet n=n+1\nmount /dev/x /mnt$n', ['mount /dev/x /mnt$n? command']],
    [
      'a counter in a calculation',
      'n=1\necho $((n += 1))\nmount /dev/x /mnt$n',
      ['mount /dev/x /mnt$n? command'],
    ],
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
