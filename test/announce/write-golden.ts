import { writeFileSync } from 'node:fs';
import { goldenPath, renderGolden } from './render-golden.ts';

// npm run golden: writes what people see of ten releases. What differs is read, all of it, before it is committed.
for (const [release, text] of renderGolden()) writeFileSync(goldenPath(release), text);
