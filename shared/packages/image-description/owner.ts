import type { Ec2Image } from './image.ts';

/** The account that EKS's AMIs belong to in the Regions that need no opt-in. */
export const eksAccount = '602401143452';

/**
 * Whether an image is EKS's own. Anybody can publish an image under any name and description, so the account decides. The
 * alias alone would not do: verified providers have it too.
 */
export function isOwnedByEks({ ImageOwnerAlias, OwnerId }: Ec2Image, accounts: readonly string[]): boolean {
  const aliased = ImageOwnerAlias === undefined || ImageOwnerAlias === 'amazon';
  return aliased && OwnerId !== undefined && accounts.includes(OwnerId);
}
