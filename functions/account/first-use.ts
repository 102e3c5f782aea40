import type { Environment } from '../../shared/aws/read-environment.ts';

/* What a cold start does not load, and the first call does. A test holds what a cold start loads. */

type FirstCall = typeof import('./first-call.ts');

export const readConfig = async (environment: Environment) =>
  (await import('./first-call.ts')).readConfig(environment);

export const loadReaderContext: FirstCall['loadReaderContext'] = async () =>
  (await import('./first-call.ts')).loadReaderContext();

export const readAccount: FirstCall['readAccount'] = async (...given) =>
  (await import('./first-call.ts')).readAccount(...given);
