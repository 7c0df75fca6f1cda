/**
 * Why a runner stops working on a shift that has not ended: another one goes on with it. It
 * must then touch nothing any more, neither AWS nor the database.
 */
export class LeaseLost extends Error {
  readonly name = 'LeaseLost';
}
