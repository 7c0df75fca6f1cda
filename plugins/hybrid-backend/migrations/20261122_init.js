/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_shifts', table => {
    table.comment('One row per shift of a service’s traffic');
    table.string('id', 36).primary();
    table.string('platform', 20).notNullable();
    table.string('service', 64).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('kind', 16).notNullable();
    table.string('state', 32).notNullable();
    table.text('reason').notNullable();
    table.string('requested_by', 255).notNullable();
    table.integer('from_on_prem').notNullable();
    table.integer('from_aws').notNullable();
    table.integer('to_on_prem').notNullable();
    table.integer('to_aws').notNullable();
    table.text('plan').notNullable().comment('The evaluated plan, JSON');
    table.text('problem').comment('Why it did not succeed, JSON');
    table
      .string('created_at', 24)
      .notNullable()
      .comment(
        'ISO 8601 in UTC with milliseconds, so that text order is time order',
      );
    table.string('ended_at', 24);
    table.double('recovery_time_seconds');
    table
      .string('active_key', 100)
      .comment('<platform>/<service> while under way, then NULL')
      // NULLs do not collide, in SQLite and in PostgreSQL: one active shift per service.
      .unique({ indexName: 'hybrid_shifts_one_active_per_service' });
    table
      .string('lease_owner', 36)
      .comment('The backend process that carries the shift out');
    table
      .bigInteger('lease_expires_at')
      .comment(
        'Milliseconds since the epoch; later than now while the process lives',
      );
    table.index(['entity_ref', 'created_at'], 'hybrid_shifts_by_entity');
    table.index(
      ['platform', 'service', 'created_at'],
      'hybrid_shifts_by_service',
    );
  });

  await knex.schema.createTable('hybrid_shift_events', table => {
    table.comment('Everything that happened to a shift, in order');
    table
      .string('shift_id', 36)
      .notNullable()
      .references('id')
      .inTable('hybrid_shifts')
      .onDelete('CASCADE');
    table.integer('sequence').notNullable();
    table.string('at', 24).notNullable();
    table.string('type', 32).notNullable();
    table.text('message').notNullable();
    table.integer('weight_on_prem');
    table.integer('weight_aws');
    table.string('aws_request_id', 255);
    table.primary(['shift_id', 'sequence']);
  });

  await knex.schema.createTable('hybrid_idempotency_keys', table => {
    table.comment('Which shift a caller’s Idempotency-Key started');
    table.string('requested_by', 255).notNullable();
    table.string('key', 200).notNullable();
    table
      .string('request_hash', 64)
      .notNullable()
      .comment('Tells a repeated request from another one with the same key');
    table
      .string('shift_id', 36)
      .notNullable()
      .references('id')
      .inTable('hybrid_shifts')
      .onDelete('CASCADE');
    table.primary(['requested_by', 'key']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hybrid_idempotency_keys');
  await knex.schema.dropTable('hybrid_shift_events');
  await knex.schema.dropTable('hybrid_shifts');
};
