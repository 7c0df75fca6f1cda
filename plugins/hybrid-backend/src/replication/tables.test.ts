import { withBackend } from '../__testUtils__/withBackend';
import { taskOf, toServerless } from '../__testUtils__/replications';

const ID = 'shop-aws-to-on-prem';

describe('tables of a replication', () => {
  const { platform, backend } = withBackend({}, { each: true });

  beforeEach(() => {
    const task = taskOf(platform);
    task.tables = Array.from({ length: 45 }, (_, index) => ({
      ...task.tables[0],
      table: `t${index}`,
    }));
  });

  const readAll = async (limit: number) => {
    const client = backend.client();
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await client.getReplicationTables('shop', ID, {
        limit,
        cursor,
      });
      pages.push(page.items.map(({ table }) => table));
      cursor = page.nextCursor;
    } while (cursor);
    return pages;
  };

  it.each([7, 20, 30, 45, 100])(
    'come each once, in pages of %i, though DMS has pages of 20 at least',
    async limit => {
      const pages = await readAll(limit);
      expect(pages.flat()).toEqual(
        taskOf(platform).tables.map(({ table }) => table),
      );
      expect(
        Math.max(...pages.map(({ length }) => length)),
      ).toBeLessThanOrEqual(limit);
    },
  );

  it('have counts and a state', async () => {
    const [first] = (
      await backend.client().getReplicationTables('shop', ID, { limit: 1 })
    ).items;
    expect(first).toEqual({
      schema: 'shop',
      table: 't0',
      state: 'Table completed',
      inserts: 0,
      updates: 0,
      deletes: 0,
      ddls: 0,
      fullLoadRows: 10_000,
      validationState: 'Not enabled',
      lastUpdatedAt: expect.stringMatching(/Z$/),
    });
  });

  it('are there without an instance too', async () => {
    toServerless(platform);
    expect((await readAll(20)).map(({ length }) => length)).toEqual([
      20, 20, 5,
    ]);
  });

  it.each([
    'nonsense',
    Buffer.from('[0]').toString('base64url'),
    Buffer.from('[-1,20]').toString('base64url'),
    Buffer.from('[0,1000000]').toString('base64url'),
    Buffer.from('[0,20,"bWFkZSB1cA"]').toString('base64url'),
  ])('refuse a cursor that is made up: %s', async cursor => {
    const { status, body } = await backend.get(
      `/platforms/shop/replications/${ID}/tables?cursor=${cursor}`,
    );
    expect(status).toBe(400);
    expect(body.error.problem.code).toBe('invalid-request');
  });
});
