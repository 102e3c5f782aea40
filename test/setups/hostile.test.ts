import { beforeAll, expect, test } from 'vitest';
import type { ReaderContext } from '../../shared/setups/reader.ts';
import { read, readerContext } from './context.ts';

let context: ReaderContext;
beforeAll(async () => {
  context = await readerContext();
});

const fill = (text: string, length = 100_000) => text.repeat(Math.floor(length / text.length));
const letters = 'bcdefghijklmnop'.split('');

/** All of them end: what they cost is bounded by what is followed, not by what they ask for. */
test.each([
  ['subshells', `#!/bin/bash\n${fill('(')}`],
  ['substitutions', `#!/bin/bash\n${fill('$(echo ')}`],
  ['a heredoc without an end', `#!/bin/bash\ncat <<A > /f\n${fill('x $y\n')}$(`],
  ['a recursion', '#!/bin/bash\nf() { f; f; }\nf\n'],
  ['eval of itself', `#!/bin/bash\nX='eval "$X"; eval "$X"'\neval "$X"\n`],
  [
    'loops in loops',
    `#!/bin/bash\n${fill('for i in 1 2 3 4 5 6 7 8 9; do ', 3000)}mount /a /b${';done'.repeat(96)}`,
  ],
  ['a variable that doubles', `#!/bin/bash\nX=${'a'.repeat(99)}\n${fill('X="$X$X"\n', 2000)}$X`],
  ['a file that sed doubles', `#!/bin/bash\necho aaaa > /f\n${fill('sed -i s/a/aaaaaaaa/g /f\n', 2000)}$X`],
  [
    'a file that sed blows up',
    `#!/bin/bash\necho ${fill('a', 50_000)} > /f\nsed -i 's/a/${fill('b', 3000)}/g' /f\n$X`,
  ],
  [
    'a script that runs again and again',
    `#!/bin/bash\nX='${fill('true\n', 40_000)}'\n${fill('eval "$X"\n', 5000)}`,
  ],
  [
    'a heredoc in a loop',
    `#!/bin/bash\n${'for i in 1 2 3 4 5 6 7 8 9; do '.repeat(4)}cat > /etc/containerd/$i$i.toml <<EOF\n${fill('a = 1\n', 40_000)}EOF\n${'done;'.repeat(4)}`,
  ],
  ['junk', `#!/bin/bash\n${fill(`){}(;&|<>"'\`$`)}`],
  ['brackets of YAML', `#cloud-config\na: ${fill('[', 20_000)}`],
  [
    'an alias bomb',
    `#cloud-config\na: &a [x,x,x,x,x,x,x,x,x]\n${letters
      .map(
        (name, index) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'a'.concat(...letters)[index]}`)
            .join(',')}]`,
      )
      .join('\n')}`,
  ],
  ['brackets of TOML', `[settings]\na = ${fill('[')}`],
  [
    'parts without number',
    `Content-Type: multipart/mixed; boundary="b"\n\n${fill('--b\nContent-Type: text/x-shellscript\n\n#!/bin/bash\nyum update\n')}`,
  ],
  ['flags', `#!/bin/bash\n/etc/eks/bootstrap.sh x --kubelet-extra-args "${fill('$A ')}"`],
])('%s ends, and says what it leaves open', (_, text) => {
  const before = process.cpuUsage();
  const { gaps, settings } = read(text, context);
  const { user, system } = process.cpuUsage(before);
  expect(gaps.length + settings.filter(({ value }) => !value.known).length).toBeGreaterThan(0);
  expect(gaps.length).toBeLessThan(500);
  expect((user + system) / 1e6).toBeLessThan(2);
});
