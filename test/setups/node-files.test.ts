import { beforeAll, describe, expect, test } from 'vitest';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext, settingsOf } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext({ './lib.sh': 'mount /dev/nvme1n1 /data' });
});

const script = (body: string) => read(`#!/bin/bash\n${body}\n`, context);

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
      'an edit by sed, then by jq',
      "C=/etc/kubernetes/kubelet/kubelet-config.json\nsed -i 's/a[0-9]*/b/' $C\njq '.maxPods = 1' $C > /tmp/c && mv /tmp/c $C",
      'kubelet-config',
      'is changed by a script of sed',
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
