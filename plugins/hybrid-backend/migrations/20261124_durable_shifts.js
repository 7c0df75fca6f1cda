/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('hybrid_shifts', table => {
    table
      .integer('step')
      .notNullable()
      .defaultTo(0)
      .comment(
        'The step that is being carried out, 1, 2, 3 …; 0 before the first',
      );
    table
      .string('step_until', 24)
      .comment(
        'When the bake of the step, or the drill, ends; ISO 8601 in UTC',
      );
    table
      .string('abort_requested', 16)
      .comment('What somebody asked for: stop or roll-back');
    table.string('abort_requested_by', 255);
    table
      .string('verified_at', 24)
      .comment('When the last step’s weights were verified');
    table
      .double('return_time_seconds')
      .comment('From the end of a drill to the old weights, verified');
    table
      .string('automation_before', 256)
      .comment(
        'What automation had noted on the rule before the shift took it over',
      );
    table.text('forced').comment('The safety rules that were forced, JSON');
    table.string('evacuation_id', 36);
    table.string('approval_until', 24);
    table.string('approval_by', 255);
    table.string('approval_decision', 16).comment('approved or rejected');
    table.string('approval_at', 24);
    table.index(['evacuation_id'], 'hybrid_shifts_by_evacuation');
  });
  await knex.schema.alterTable('hybrid_shift_events', table => {
    table
      .integer('step')
      .comment('The step that the event is about, NULL for the whole shift');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('hybrid_shift_events', table => {
    table.dropColumn('step');
  });
  await knex.schema.alterTable('hybrid_shifts', table => {
    table.dropIndex(['evacuation_id'], 'hybrid_shifts_by_evacuation');
  });
  // Knex would make the table anew in SQLite, and with the old one its events would go.
  for (const column of [
    'step',
    'step_until',
    'abort_requested',
    'abort_requested_by',
    'verified_at',
    'return_time_seconds',
    'automation_before',
    'forced',
    'evacuation_id',
    'approval_until',
    'approval_by',
    'approval_decision',
    'approval_at',
  ]) {
    await knex.raw('ALTER TABLE hybrid_shifts DROP COLUMN ??', [column]);
  }
};
