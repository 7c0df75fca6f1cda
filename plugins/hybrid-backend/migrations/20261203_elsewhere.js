const DRIFT_COLUMNS = {
  expected_elsewhere:
    'Percent to target groups of neither site after the shift',
  actual_elsewhere:
    'The same when it drifted; both NULL for a drift of weights',
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('hybrid_shifts', table => {
    table
      .double('elsewhere_share')
      .comment(
        'Percent that target groups of neither site had by the plan; NULL where nobody noted it',
      );
  });
  await knex.schema.alterTable('hybrid_drifts', table => {
    for (const [column, comment] of Object.entries(DRIFT_COLUMNS)) {
      table.double(column).comment(comment);
    }
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex would make the tables anew in SQLite, and with the old ones what refers to them would go.
  const drop = (table, column) =>
    knex.raw('ALTER TABLE ?? DROP COLUMN ??', [table, column]);
  await drop('hybrid_shifts', 'elsewhere_share');
  for (const column of Object.keys(DRIFT_COLUMNS)) {
    await drop('hybrid_drifts', column);
  }
};
