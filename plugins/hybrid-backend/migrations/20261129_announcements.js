/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('hybrid_shifts', table => {
    table
      .string('announced_at', 24)
      .comment('When its end was announced, NULL when nobody has yet');
    table.index(['announced_at', 'ended_at'], 'hybrid_shifts_by_announcement');
  });
  await knex('hybrid_shifts')
    .whereNotNull('ended_at')
    .update({ announced_at: knex.ref('ended_at') });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('hybrid_shifts', table => {
    table.dropIndex(
      ['announced_at', 'ended_at'],
      'hybrid_shifts_by_announcement',
    );
  });
  // Knex would make the table anew in SQLite, and with the old one its events would go.
  await knex.raw('ALTER TABLE hybrid_shifts DROP COLUMN announced_at');
};
