/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('hybrid_shifts', table => {
    table
      .string('hold', 256)
      .comment(
        'The tag value by which the shift itself holds its rule, NULL when it sets none',
      );
    table
      .string('hold_before', 256)
      .comment('The requester’s own hold that it replaced and puts back');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex would make the table anew in SQLite, and with the old one its events would go.
  for (const column of ['hold', 'hold_before']) {
    await knex.raw('ALTER TABLE hybrid_shifts DROP COLUMN ??', [column]);
  }
};
