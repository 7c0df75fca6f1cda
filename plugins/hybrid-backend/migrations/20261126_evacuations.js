/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_evacuations', table => {
    table.comment('One row per evacuation of a platform’s site');
    table.string('id', 36).primary();
    table.string('platform', 20).notNullable();
    table.string('off_site', 16).notNullable();
    table.string('state', 16).notNullable();
    table.text('reason').notNullable();
    table.text('force').comment('Safety rules that may fail, JSON');
    table.string('requested_by', 255).notNullable();
    table
      .string('acting', 255)
      .notNullable()
      .comment('In whose name shifts start: who started or last resumed it');
    table
      .string('created_at', 24)
      .notNullable()
      .comment('ISO 8601 in UTC with milliseconds');
    table.string('ended_at', 24);
    table
      .string('active_key', 20)
      .comment('<platform> while under way, then NULL')
      // NULLs do not collide: one evacuation of a platform at a time.
      .unique({ indexName: 'hybrid_evacuations_one_active_per_platform' });
    table
      .string('lease_owner', 36)
      .comment('The backend process that carries the evacuation out');
    table
      .bigInteger('lease_expires_at')
      .comment('Milliseconds since the epoch, by the database’s clock');
    table.double('rate').comment('Services per second over the last moments');
    table.integer('concurrency').comment('Shifts allowed at once now');
    table.string('idempotency_key', 200).notNullable();
    table
      .string('request_hash', 64)
      .notNullable()
      .comment('Tells a repeated request from another one with the same key');
    table.unique(['requested_by', 'idempotency_key'], {
      indexName: 'hybrid_evacuations_once_per_key',
    });
    table.index(['platform', 'created_at'], 'hybrid_evacuations_by_platform');
  });

  await knex.schema.createTable('hybrid_evacuation_items', table => {
    table.comment('What becomes of each service of an evacuation');
    table
      .string('evacuation_id', 36)
      .notNullable()
      .references('id')
      .inTable('hybrid_evacuations')
      .onDelete('CASCADE');
    table.string('service', 64).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('state', 16).notNullable();
    table
      .integer('attempt')
      .notNullable()
      .comment('1, and one more with each resumption that tries it again');
    table.string('shift_id', 36);
    table.double('recovery_time_seconds');
    table.text('problem').comment('Why it was not moved, JSON');
    table.primary(['evacuation_id', 'service']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hybrid_evacuation_items');
  await knex.schema.dropTable('hybrid_evacuations');
};
