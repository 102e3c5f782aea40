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

test('a script that is named is user data, however little it does', async () => {
  const text = { 'short.sh': '#!/bin/bash\necho hello\n' };
  const named = await reportIn(folderOf(text), 'short.sh', ...asked);
  expect(named.setups.map(({ kind, name }) => [kind, name])).toEqual([['user-data', 'short.sh']]);
  expect(named.gaps).toEqual([]);
  expect((await reportIn(folderOf(text), '.', ...asked)).setups).toEqual([]);
});

const nodeConfig = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    flags: [--resolv-conf=/dev/null]
`;
const registry = `[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n`;
const template = 'Resources:\n  A:\n    Type: AWS::EC2::LaunchTemplate\n    Properties: [eks\n';
const heredoc =
  'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Pod\nmetadata: { name: a }\n  {{ broken\nEOF\n';

test.each([
  ['Markdown with a fence', 'README.md', `# Nodes\n\n\`\`\`yaml\n${nodeConfig}\`\`\`\n`],
  ['Markdown with a head', 'index.md', `---\ntitle: Nodes\n---\nLike this:\n\n~~~\n${nodeConfig}~~~\n`],
  ['Markdown that applies a manifest', 'README.md', `# Pods\n\n\`\`\`sh\n${heredoc}\`\`\`\n`],
  ['HTML', 'nodes.html', `<p>Like this:</p>\n<pre>\n${nodeConfig}</pre>\n`],
  ['reStructuredText', 'nodes.rst', `Nodes\n=====\n\n.. code-block:: yaml\n\n${nodeConfig}`],
  ['Go', 'main.go', `package x\n\nvar patch = \`version = 2\n${registry}\`\n`],
  ['Python', 'nodes.py', `import os\n\nPATCH = """\n${registry}"""\n`],
  ['Python that imports a name', 'nodes.py', `from string import Template\nPATCH = """\n${nodeConfig}"""\n`],
  ['TypeScript', 'nodes.ts', `export const config = \`\n${nodeConfig}\`;\n`],
  ['Rust', 'nodes.rs', `fn config() -> &'static str {\n    r#"\n${registry}"#\n}\n`],
  ['a program with a template', 'test_stack.py', `from x import y\nTEMPLATE = """\n${template}"""\n`],
])('%s holds no configuration of nodes', async (_, name, text) => {
  const report = await reportIn(folderOf({ [name]: text }), '.', ...asked);
  expect([report.setups, report.gaps]).toEqual([[], []]);
});

test('configuration with comments like headings is configuration', async () => {
  const folder = folderOf({ 'a.yaml': `# Nodes\n\n${nodeConfig}`, 'b.toml': `# Registries\n${registry}` });
  const { setups } = await reportIn(folder, '.', ...asked);
  expect(setups.map(({ name }) => name)).toEqual(['a.yaml', 'b.toml']);
});

const dnfUpdate = 'al2023-dnf-update-drifts-containerd';
const mount = 'al2023-varlibcontainerd-mount-hides-pause';

test.each([
  [
    'bastion',
    dnfUpdate,
    'yum update -y\ncurl -O https://example.com/eks-node-viewer\naws eks list-clusters',
    'cannot-tell',
  ],
  ['docker of its own', dnfUpdate, 'yum update -y\nyum install -y docker-ce containerd.io', 'cannot-tell'],
  [
    'containerd of its own',
    mount,
    'dnf install -y containerd nerdctl\nmount /dev/nvme1n1 /var/lib/containerd',
    'cannot-tell',
  ],
  [
    'another image',
    mount,
    'apt-get install -y containerd\nmount /dev/nvme1n1 /var/lib/containerd',
    'cannot-tell',
  ],
  ['before bootstrap', mount, 'mkfs.xfs /dev/nvme1n1\nmount /dev/nvme1n1 /var/lib/containerd', 'exposed'],
  ['a node', dnfUpdate, 'dnf update -y\nnodeadm init', 'exposed'],
])('whose script it is, a walk sees by what it does: %s', async (_, entry, commands, verdict) => {
  const folder = folderOf({ 'nodes/a.sh': `#!/bin/bash\n${commands}\n` });
  const { setups } = await reportIn(folder, '.', '--to', 'v20250501', '--ami-type', 'AL2023_x86_64_STANDARD');
  const answers = setups.flatMap((setup) => setup.answers);
  expect(answers.find(({ behaviourChange }) => behaviourChange === entry)?.verdict).toBe(verdict);
});

test('what builds images is no node', async () => {
  const build =
    '#!/bin/bash\ndocker build -t example.com/kubelet-exporter .\ndocker push example.com/kubelet-exporter\n';
  expect((await reportIn(folderOf({ 'ci/build.sh': build }), '.', ...asked)).setups).toEqual([]);
});
