import { z } from 'zod';
import { ROLES, type Role } from '../../shared/access.ts';
import { Problem } from '../../shared/problems.ts';
import { isId } from '../../shared/rooms.ts';
import type { Time } from '../../shared/time.ts';
import { cleanName, isColor } from './account-fields.ts';
import type { AuthenticatedUser } from './custom-access.ts';

/** ms that an integrator's function may take: somebody waits for it. */
const PATIENCE = 10_000;

const USER = z.object({
  userId: z.string(),
  username: z.string(),
  color: z.string().refine(isColor).optional(),
  expiresAt: z.number().optional(),
});
const ROLE = z.enum(ROLES);

/** Asks an integrator's function. @throws what it throws, or an Error when it doesn't answer in time: in both cases a fault, no answer */
export async function askHook(name: string, time: Pick<Time, 'after'>, ask: () => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = time.after(PATIENCE, () => reject(new Error(`${name} did not answer within ${PATIENCE / 1000} s.`)));
    // Called within a promise: what it throws at once and what it rejects with are the same.
    const answered = new Promise((answer) => answer(ask()));
    answered.then(resolve, reject).finally(cancel);
  });
}

/**
 * What `authenticateUser` has answered. `claimed`: what `true` makes true.
 * @throws Problem `session.unauthorised`, `user.id`; Error for what is no answer
 */
export function readUser(
  answer: unknown,
  claimed: { readonly userId: string | null; readonly username: string | null },
): AuthenticatedUser {
  if (answer === false || answer === null || answer === undefined) {
    throw new Problem('session.unauthorised', 'You are not signed in.');
  }
  const { userId, username } = claimed;
  if (answer === true) {
    if (userId === null || username === null)
      throw new Problem('session.unauthorised', 'It was not said who you are: ?userId= and ?username= are needed.');
    return checkedUser({ userId, username });
  }
  const user = USER.safeParse(answer);
  if (!user.success) {
    const where = user.error.issues[0]?.path.join('.') || 'it';
    throw new Error(`authenticateUser has answered something else than a user: ${where} is not as AuthenticatedUser says.`);
  }
  const { color, expiresAt } = user.data;
  return { ...checkedUser(user.data), ...(color === undefined ? {} : { color }), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** What `canUserAccessRoom` has answered. @throws Error for what is no answer */
export function readRole(answer: unknown): Role | null {
  if (answer === false || answer === null || answer === undefined) return null;
  const role = ROLE.safeParse(answer);
  if (!role.success) throw new Error(`canUserAccessRoom has answered something else than a role (${ROLES.join(', ')}) or false.`);
  return role.data;
}

function checkedUser({ userId, username }: Pick<AuthenticatedUser, 'userId' | 'username'>): AuthenticatedUser {
  if (!isId(userId)) {
    throw new Problem('user.id', "That user id is not possible here: 1 to 128 characters, no slash, not beginning with '#'.");
  }
  return { userId, username: cleanName(username) || userId };
}
