import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Input that means harm: the text at just under the size that is read, and 10 MB of the same. */
export interface HostileInput {
  readonly name: string;
  /** Writes it, and gives the path to check. */
  readonly write: (folder: string) => Promise<string>;
}

const total = 10_000_000;
/** Just under what is read of a file, and of one in HCL. */
const most = 990_000;
const mostHcl = 245_000;

const bootstrap = '/etc/eks/bootstrap.sh payments\n';
const shell = `#!/bin/bash\n${bootstrap}`;
const nodeConfig = 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n';
const launchTemplate = 'resource "aws_launch_template" "eks" {\n  user_data = ';

/** Fills a file up to its size with a piece, between a beginning and an end. */
const filled = (start: string, piece: string, size = most): string =>
  start + piece.repeat(Math.floor((size - start.length) / piece.length));

const aliases = `${nodeConfig}a0: &a0 [x, x]\n${Array.from(
  { length: 60 },
  (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 10 }, () => `*a${n}`).join(', ')}]\n`,
).join('')}spec: { kubelet: { config: *a60 } }\n`;

const bomb = gzipSync(Buffer.alloc(200_000_000), { level: 9 });

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
  'deep.tf': filled(`${launchTemplate}`, '[', mostHcl),
  'deep-templates.tf': filled(`${launchTemplate}"`, '${"', mostHcl),
  'deep-blocks.tf': filled(`${launchTemplate}""\n`, 'a {\n', mostHcl),
  'joins.tf': filled(`${launchTemplate}`, 'join(",", ', mostHcl),
  'heredocs.tf': filled(launchTemplate, '<<EOF\n', mostHcl),
  'holes.tf': filled(`${launchTemplate}<<EOF\n`, '${<<EOF\n', mostHcl),
  'deep.toml': filled('[settings.kubernetes]\ncluster-name = "x"\na = ', '['),
  'tables.toml': filled('[settings.kubernetes]\ncluster-name = "x"\n', '[[settings.a.b.c.d]]\n'),
  'comments.pkr.hcl': filled('build {\n  sources = ["source.amazon-ebs.eks"]\n', '/* ', mostHcl),
};

/** All kinds: each as it is, and blown up to 10 MB. */
export function hostileInputs(): readonly HostileInput[] {
  const kinds = Object.entries(texts);
  const big = kinds.filter(([, content]) => typeof content === 'string');
  return [
    ...kinds.map(
      ([name, content]): HostileInput => ({ name, write: (folder) => written(folder, name, content) }),
    ),
    {
      name: 'huge',
      write: async (folder) => {
        for (const [name, content] of big.slice(0, 3)) {
          await written(folder, name, content.toString().padEnd(total, content.toString().slice(-100)));
        }
        return folder;
      },
    },
  ];
}

async function written(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  return folder;
}
