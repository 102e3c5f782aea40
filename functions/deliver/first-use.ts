import type { Environment } from '../../shared/aws/read-environment.ts';

/*
 * What a cold start does not load. The first call reads the configuration, and the rest waits for something to do: the run
 * that finds nothing, the usual one, never has it. A test holds what a cold start loads.
 */

type Work = typeof import('./work.ts');

export const readConfig = async (environment: Environment) =>
  (await import('./config.ts')).readConfig(environment);

export const serve: Work['serve'] = async (...given) => (await import('./work.ts')).serve(...given);

export const post: Work['post'] = async (...given) => (await import('./work.ts')).post(...given);

export const readTold = async (...given: Parameters<Work['readTold']>) =>
  (await import('./work.ts')).readTold(...given);

export const configuredRoutes = async (...given: Parameters<Work['configuredRoutes']>) =>
  (await import('./work.ts')).configuredRoutes(...given);
