/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_holds', table => {
    table.comment(
      'Every hold that was set through Backstage; the tag on the rule is what is in force',
    );
    table.string('id', 36).primary();
    table.string('platform', 20).notNullable();
    table.string('service', 64).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('held_by', 255).notNullable();
    table.text('reason').notNullable();
    table
      .string('tag', 256)
      .notNullable()
      .comment('The value of the rule’s tag, by which it is recognised');
    table
      .string('since', 24)
      .notNullable()
      .comment('ISO 8601 in UTC; of the first one when it was prolonged');
    table.string('created_at', 24).notNullable();
    table.string('until', 24).notNullable();
    table
      .string('active_key', 100)
      .comment('<platform>/<service> until it has ended, then NULL')
      // NULLs do not collide, in SQLite and in PostgreSQL: one hold per service.
      .unique({ indexName: 'hybrid_holds_one_active_per_service' });
    table.string('ended_at', 24);
    table.string('ended_by', 255).comment('NULL when nobody ended it');
    table
      .string('ended_how', 16)
      .comment(
        'released, replaced, expired, or lost when the tag was not there',
      );
    table.index(
      ['platform', 'service', 'created_at'],
      'hybrid_holds_by_service',
    );
  });

  await knex.schema.createTable('hybrid_readiness', table => {
    table.comment('Whether all traffic of a service could go to a site');
    table.string('platform', 20).notNullable();
    table.string('service', 64).notNullable();
    table.string('site', 16).notNullable();
    table.boolean('ready').notNullable();
    table.text('failed').notNullable().comment('The rules that failed, JSON');
    table.string('checked_at', 24).notNullable();
    table.primary(['platform', 'service', 'site']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hybrid_readiness');
  await knex.schema.dropTable('hybrid_holds');
};
