import * as z from 'zod';
import { says } from '../problem.ts';
import { programs } from '../setups/setup.ts';
import { textToFind } from './matcher-schema.ts';

/** A dotted path, or a part of one. */
export const key = textToFind.min(1);
export const keys = z
  .union([key, z.array(key).min(1).max(30)], {
    error: says('is not a key', 'Write one dotted path, or a list.'),
  })
  .meta({
    description:
      'A dotted path; `*` is any one part, `[*]` any place in a list, a last `**` all that follows.',
  });
export const program = z.enum(programs);
export const anyProgram = z
  .union([program, z.array(program).min(1)], {
    error: says('is not a program', `Use one of: ${programs.join(', ')}; or a list of them.`),
  })
  .meta({ description: 'Who reads the setting.' });

/** The setting that names a file. */
export const namedBySchema = z.strictObject({ of: anyProgram, key: keys });
