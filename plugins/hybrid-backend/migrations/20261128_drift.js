/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_drifts', table => {
    table.comment('Weights that nobody explained, from first to last sight');
    table.string('id', 36).primary();
    table.string('platform', 20).notNullable();
    table.string('service', 64).notNullable();
    table.string('entity_ref', 255).comment('NULL while the rule names none');
    table.string('rule_arn', 512).notNullable();
    table.integer('expected_on_prem').notNullable();
    table.integer('expected_aws').notNullable();
    table.integer('actual_on_prem').notNullable();
    table.integer('actual_aws').notNullable();
    table
      .string('since', 24)
      .notNullable()
      .comment('ISO 8601 in UTC: when it was first seen');
    table.string('ended_at', 24).comment('NULL while it lasts');
    table
      .string('open_key', 100)
      .comment('<platform>/<service> while it lasts, then NULL')
      // NULLs do not collide, in SQLite and in PostgreSQL: one drift per service at a time.
      .unique({ indexName: 'hybrid_drifts_one_open_per_service' });
    table
      .string('notified_at', 24)
      .comment('When the owner was told; it takes a second look first');
    table
      .bigInteger('look_up_at')
      .comment(
        'Milliseconds since the epoch at which CloudTrail is to be asked again, NULL for never',
      );
    table.integer('look_ups').notNullable().defaultTo(0);
    table
      .string('changed_by', 512)
      .comment('The principal, as CloudTrail says');
    table.string('changed_at', 24);
    table.string('changed_request_id', 255);
    table.index(['platform', 'service', 'since'], 'hybrid_drifts_by_service');
  });

  await knex.schema.alterTable('hybrid_shifts', table => {
    table.index(['platform', 'created_at', 'id'], 'hybrid_shifts_by_platform');
  });
  await knex.schema.alterTable('hybrid_shift_events', table => {
    table.index(['aws_request_id'], 'hybrid_shift_events_by_aws_request');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('hybrid_shift_events', table => {
    table.dropIndex(['aws_request_id'], 'hybrid_shift_events_by_aws_request');
  });
  await knex.schema.alterTable('hybrid_shifts', table => {
    table.dropIndex(
      ['platform', 'created_at', 'id'],
      'hybrid_shifts_by_platform',
    );
  });
  await knex.schema.dropTable('hybrid_drifts');
};
