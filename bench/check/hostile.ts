import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Input that means harm, 10 MB of it: a file of that size, or as many as files may be big. */
export interface HostileInput {
  readonly name: string;
  /** Writes it, and gives the path to check. */
  readonly write: (folder: string) => Promise<string>;
}

const total = 10_000_000;
/** Just under what is read of a file. */
const most = 990_000;

const bootstrap = '/etc/eks/bootstrap.sh payments\n';
const shell = `#!/bin/bash\n${bootstrap}`;
const nodeConfig = 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n';
const launchTemplate = 'resource "aws_launch_template" "eks" {\n  user_data = ';

/** Fills a file up to its size with a piece, between a beginning and an end. */
const filled = (start: string, piece: string, end = ''): string =>
  start + piece.repeat(Math.floor((most - start.length - end.length) / piece.length)) + end;

const aliases = `${nodeConfig}a0: &a0 [x, x]\n${Array.from(
  { length: 60 },
  (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 10 }, () => `*a${n}`).join(', ')}]\n`,
).join('')}spec: { kubelet: { config: *a60 } }\n`;

const bomb = gzipSync(Buffer.alloc(2_000_000_00), { level: 9 });

const texts: Readonly<Record<string, string | Uint8Array>> = {
  'deep-flow.yaml': filled(`${nodeConfig}spec: `, '['),
  'deep-maps.yaml': filled(`${nodeConfig}spec: `, '{a: '),
  'deep-blocks.yaml': nodeConfig + Array.from({ length: 1390 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
  'many-documents.yaml': filled(nodeConfig, `---\n${nodeConfig}`),
  'aliases.yaml': aliases,
  'deep.json': filled('{"apiVersion":"node.eks.aws/v1alpha1","kind":"NodeConfig","spec":', '{"a":'),
  'bomb.gz': bomb,
  'bomb.txt': bomb.toString('base64'),
  'bomb.mime': `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${bomb.toString('base64')}\n--b--\n`,
  'heredoc.sh': filled(`${shell}cat > /etc/x <<EOF\n`, 'line without an end\n'),
  'heredocs.sh': filled(shell, 'cat <<EOF\n'),
  'quotes.sh': filled(`${shell}echo "`, '$(echo "'),
  'brackets.sh': filled(shell, '$(( ('),
  'functions.sh': filled(shell, 'f() { f; f; }; f\n'),
  'doubling.sh': filled(`${shell}A=x\n`, 'A="$A$A"\n'),
  'loops.sh': filled(shell, 'for i in 1 2 3 4 5 6 7 8 9; do\n'),
  'sed.sh': filled(`${shell}printf '%s' ${'a'.repeat(5000)} > /etc/x\n`, "sed -i 's/(a+)+$/b/' /etc/x\n"),
  'line.sh': filled(`#!/bin/bash\n/etc/eks/bootstrap.sh x --kubelet-extra-args '`, '--a=b '),
  'spaces.sh': filled(`${shell}kubelet`, ' '),
  'parts.mime': filled(
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n',
    '--b\nContent-Type: multipart/mixed; boundary="b"\n\n',
  ),
  'deep.tf': filled(`${launchTemplate}`, '['),
  'deep-templates.tf': filled(`${launchTemplate}"`, '${"'),
  'deep-blocks.tf': filled(`${launchTemplate}""\n`, 'a {\n'),
  'many.tf': filled('', `${launchTemplate}base64encode(file("x.sh"))\n}\n`),
  'joins.tf': filled(`${launchTemplate}`, 'join(",", '),
  'deep.toml': filled('[settings.kubernetes]\ncluster-name = "x"\na = ', '['),
  'tables.toml': filled('[settings.kubernetes]\ncluster-name = "x"\n', '[[settings.a.b.c.d]]\n'),
  'comments.pkr.hcl': filled('build {\n  sources = ["source.amazon-ebs.eks"]\n', '/* '),
};

/** All kinds. */
export function hostileInputs(): readonly HostileInput[] {
  const kinds = Object.entries(texts).map(([name, content]): HostileInput => {
    return { name, write: (folder) => writeCopies(folder, name, content) };
  });
  const huge = { name: 'huge.sh', write: (folder: string) => writeHuge(folder) };
  return [...kinds, huge];
}

/** As many as make 10 MB, and at most ten: a bomb is small. */
async function writeCopies(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  const copies = Math.min(10, Math.ceil(total / content.length));
  for (let copy = 0; copy < copies; copy++) await writeFile(join(folder, `${copy}-${name}`), content);
  return folder;
}

async function writeHuge(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'huge.sh');
  await writeFile(path, shell + 'echo x\n'.repeat(total / 7));
  return path;
}
