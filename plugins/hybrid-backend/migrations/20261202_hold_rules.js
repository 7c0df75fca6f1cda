/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('hybrid_holds', table => {
    table
      .text('rule_arns')
      .comment(
        'JSON: the listener rules that the tag was last seen on; NULL where nobody noted them',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex would make the table anew in SQLite.
  await knex.raw('ALTER TABLE hybrid_holds DROP COLUMN ??', ['rule_arns']);
};
