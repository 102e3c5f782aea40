import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { judge } from '../../shared/exposure/judge.ts';
import { maskSecrets, withoutSecrets } from '../../shared/exposure/secrets.ts';
import { stripSetup } from '../../shared/exposure/strip-setup.ts';
import { readExample } from './read-example.ts';

const questions = behaviourChanges.flatMap(({ exposure }) => exposure);
const root = join(import.meta.dirname, 'examples');
const examples = readdirSync(root).flatMap((id) =>
  readdirSync(join(root, id)).map((file) => [file, readFileSync(join(root, id, file), 'utf8')] as const),
);

test('what is taken away leaves a condition open, and never turns an answer into another one', () => {
  const verdicts = examples
    .flatMap(([file, text]) => readExample(file, text).setups)
    .flatMap((setup) => {
      const stripped = stripSetup(setup, questions);
      return behaviourChanges.map((entry) => [
        judge(entry, setup)?.verdict,
        judge(entry, stripped)?.verdict,
        `${entry.id} of ${setup.place.file}`,
      ]);
    });
  expect(verdicts.length).toBeGreaterThan(10_000);
  const turned = verdicts.filter(([before, after]) => before !== after && after !== 'cannot-tell');
  expect(turned).toEqual([]);
  // Settings answer a new entry as the files would; texts do not.
  const asked = verdicts.filter(([before]) => before === 'exposed');
  const kept = asked.filter(([, after]) => after === 'exposed');
  expect(kept.length / asked.length).toBeGreaterThan(0.7);
});

/** Made up, and of the shapes of real ones. */
const secrets = [
  'hunter2-of-the-team',
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJlc2lnbg',
  'MIIEpAIBAAKCAQEAx1YzPemBodyOfAKeyThatNobodyHas',
  '0123456789abcdef0123456789abcdef',
] as const;

describe('secrets leave the setup, wherever people write them', () => {
  test.each([
    [
      'an assignment',
      (secret: string) => `#!/bin/bash\nexport DB_PASSWORD=${secret}\n/etc/eks/bootstrap.sh c\n`,
    ],
    ['a word of a command', (secret: string) => `#!/bin/bash\nagent --token ${secret}\nyum update -y\n`],
    [
      'a header',
      (secret: string) =>
        `#!/bin/bash\ncurl -H "Authorization: Bearer ${secret}" https://example.com\nyum update -y\n`,
    ],
    [
      'a heredoc',
      (secret: string) => `#!/bin/bash\ncat > /etc/agent.yaml <<EOT\nsecret: ${secret}\nEOT\nyum update -y\n`,
    ],
    [
      'a file of cloud-config',
      (secret: string) =>
        `#cloud-config\nwrite_files:\n- path: /etc/agent.yaml\n  content: |\n    api_key: ${secret}\npackages: [jq]\n`,
    ],
    ['a login', (secret: string) => `#cloud-config\nchpasswd: { list: "root:${secret}" }\npackages: [jq]\n`],
    [
      "an option's value",
      (secret: string) => `#!/bin/bash\ndnf install -y --setopt=proxy_password=${secret} jq\n`,
    ],
    [
      'an address',
      (secret: string) =>
        `#!/bin/bash\ndnf install -y https://user:${secret.replaceAll('/', '')}@example.com/a.rpm\n`,
    ],
    [
      "a pod's environment",
      (secret: string) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n  - name: a\n    env: [{ name: DB, value: ${secret} }]\n    args: [--key, ${secret}]\n`,
    ],
    [
      "a registry's login",
      (secret: string) =>
        `[settings.container-registry]\n[[settings.container-registry.credentials]]\nregistry = "r"\nusername = "u"\npassword = "${secret}"\n`,
    ],
    [
      'a label',
      (secret: string) =>
        `#!/bin/bash\n/etc/eks/bootstrap.sh c --kubelet-extra-args '--node-labels=token=${secret}'\n`,
    ],
  ])('%s', (_, write) => {
    for (const secret of secrets) {
      const text = write(secret);
      const { setups } = readExample('nodes', text);
      expect(setups.length, text).toBeGreaterThan(0);
      const kept = JSON.stringify(setups.map((setup) => stripSetup(setup, questions)));
      expect(kept.includes(secret.replaceAll('/', '')) || kept.includes(secret), `${text}\n${kept}`).toBe(
        false,
      );
    }
  });

  test.each([
    [
      "an activation's code",
      (secret: string) =>
        `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  cluster: { name: c }\n  hybrid: { ssm: { activationCode: ${secret}, activationId: a } }\n`,
    ],
    [
      "a probe's header",
      (secret: string) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n  - name: a\n    livenessProbe:\n      httpGet: { path: /h, httpHeaders: [{ name: X-Key, value: ${secret} }] }\n`,
    ],
    [
      "a volume's attributes",
      (secret: string) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: a }]\n  volumes: [{ name: v, csi: { driver: x, volumeAttributes: { storageKey: ${secret} } } }]\n`,
    ],
    [
      "a registry's header",
      (secret: string) =>
        `server = "https://r.example"\n[host."https://r.example"]\n  [host."https://r.example".header]\n    X-Registry-Token = ["${secret}"]\n`,
    ],
    [
      'an address without a login name',
      (secret: string) => `#!/bin/bash\nyum install -y https://${secret}@artifacts.example/x.rpm\n`,
    ],
    [
      "a mirror's address",
      (secret: string) =>
        `[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\nendpoint = ["https://${secret}@mirror.example"]\n`,
    ],
    [
      "Bottlerocket's mirror",
      (secret: string) =>
        `[[settings.container-registry.mirrors]]\nregistry = "docker.io"\nendpoint = ["https://${secret}@mirror.example"]\n`,
    ],
    [
      'what an address asks for',
      (secret: string) => `#!/bin/bash\nyum install -y "https://rpm.example/x.rpm?sig=${secret}&x=1"\n`,
    ],
    ["a login's option", (secret: string) => `#!/bin/bash\nyum update -y --setopt=base.username=${secret}\n`],
    [
      'a share with a login',
      (secret: string) => `#!/bin/bash\nmount -t nfs joe:${secret}@srv:/x /var/lib/containerd\n`,
    ],
    [
      'a module of cloud-init',
      (secret: string) =>
        `#cloud-config\nphone_home: { url: "https://x.example/?key=${secret}" }\nrh_subscription: { activation-key: ${secret} }\npackages: [jq]\n`,
    ],
    [
      'an environment of Bottlerocket',
      (secret: string) =>
        `[settings.kubernetes.credential-providers.x.environment]\nX_KEY = "${secret}"\n[settings.kernel]\nlockdown = "none"\n`,
    ],
    [
      "kubelet's header",
      (secret: string) =>
        `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: c }\nnodeGroups:\n- name: n\n  tags: { license: ${secret} }\n  kubeletExtraConfig: { staticPodURLHeader: { X-Key: [${secret}] } }\n`,
    ],
  ])('%s', (_, write) => {
    for (const secret of ['hunter2-of-the-team', 'Fjz3sZivFFFFqbNZ', 'plainword']) {
      const text = write(secret);
      const { setups } = readExample('nodes', text);
      expect(JSON.stringify(setups), text).toContain(secret);
      expect(JSON.stringify(setups.map((setup) => stripSetup(setup, questions)))).not.toContain(secret);
    }
  });

  test.each([
    'ghp_16C7e42F292c69',
    'github_pat_11AAAAAA',
    'glpat-abcdefgh',
    'xoxb-123456-abc',
    'sk_live_abcdef',
    'AIzaSyAbcdefgh',
    'npm_abcdefgh',
    'eyJhbGciOi.eyJzdWIi.c2ln',
  ])('a token by how it begins: %s', (token) => {
    expect(maskSecrets(`a ${token} x`)).toBe('a (not kept) x');
  });

  test('a private key, whole', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${secrets[4]}\nab12\n-----END RSA PRIVATE KEY-----`;
    expect(maskSecrets(`a\n${key}\nb`)).toBe('a\n(not kept)\nb');
  });
});

test.each([
  '/var/lib/containerd',
  'AL2023_x86_64_STANDARD',
  '/etc/systemd/system/kubelet.service.d/10-kubelet-args.conf',
  'amazon-eks-node-al2023-x86_64-standard-1.33-v20250807',
  '--exclude=containerd*',
  'workload=payments:NoSchedule',
  '602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.10',
  'plugins."io.containerd.grpc.v1.cri".registry.config_path',
  'https://rpm.example/eks/amazon-ssm-agent.rpm',
  'glibc-common-2.34',
])('%s is no secret', (text) => {
  expect(withoutSecrets(text)).toEqual([text]);
});

test('a switch, a number and a path answer what nobody has asked yet', () => {
  const { setups } = readExample(
    'node.yaml',
    'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      newSwitch: true\n      newLimit: 10Mi\n      newFile: /etc/new.conf\n      newWord: static\n',
  );
  const verdictOf = (key: string, value: string) => {
    const when = { setting: { of: 'kubelet-config' as const, key, value } };
    const entry = { affected: [], exposure: [{ where: 'node-config' as const, condition: key, when }] };
    return setups.map((setup) => judge(entry, stripSetup(setup, questions))?.verdict);
  };
  expect(verdictOf('newSwitch', 'true')).toEqual(['exposed']);
  expect(verdictOf('newLimit', '5Mi')).toEqual(['not-exposed']);
  expect(verdictOf('newFile', '/etc/new.conf')).toEqual(['exposed']);
  expect(verdictOf('newWord', 'static')).toEqual(['cannot-tell']);
});

test('what is kept of a text stands in it, in its order', () => {
  const words = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('password=', 'token ', '://a:b@', ...secrets)),
  );
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join('');
      let from = 0;
      for (const piece of withoutSecrets(text)) {
        const at = text.indexOf(piece, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + piece.length;
      }
    }),
  );
});

test.each(['a', '-----BEGIN ', 'password ', '//a:', '$6$', 'eyJ.', 'bearer  ', 'a1A/'])(
  'much of %s takes no longer than its length',
  (text) => {
    const start = performance.now();
    withoutSecrets(text.repeat(300_000 / text.length));
    expect(performance.now() - start).toBeLessThan(15_000);
  },
);
