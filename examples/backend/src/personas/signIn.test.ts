import { NotFoundError } from '@backstage/errors';
import type { AuthResolverContext } from '@backstage/plugin-auth-node';
import { createPersonaSignInResolver } from './signIn';

const persona = {
  id: 'mina',
  name: 'Mina',
  userEntityRef: 'user:default/mina',
};
const info = { result: persona, profile: {} };

function contextThat(signInWithCatalogUser: jest.Mock) {
  return { signInWithCatalogUser } as unknown as AuthResolverContext;
}

describe('signing in as a persona', () => {
  it('waits for a catalog that has not read the user yet', async () => {
    const signIn = jest
      .fn()
      .mockRejectedValueOnce(new NotFoundError('User not found'))
      .mockResolvedValue({ token: 'token' });
    const resolve = createPersonaSignInResolver({ retryMs: 1 });

    await expect(resolve(info, contextThat(signIn))).resolves.toEqual({
      token: 'token',
    });
    expect(signIn).toHaveBeenCalledTimes(2);
    expect(signIn).toHaveBeenCalledWith({ entityRef: 'user:default/mina' });
  });

  it('gives up on a user that does not come', async () => {
    const signIn = jest.fn().mockRejectedValue(new NotFoundError('no user'));
    const resolve = createPersonaSignInResolver({ timeoutMs: 5, retryMs: 1 });

    await expect(resolve(info, contextThat(signIn))).rejects.toThrow(
      /Cannot sign in as user:default\/mina.*no user/,
    );
  });

  it('does not repeat what failed for another reason', async () => {
    const signIn = jest.fn().mockRejectedValue(new Error('database down'));
    const resolve = createPersonaSignInResolver({ retryMs: 1 });

    await expect(resolve(info, contextThat(signIn))).rejects.toThrow(
      /database down/,
    );
    expect(signIn).toHaveBeenCalledTimes(1);
  });
});
