/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_automation_moves', table => {
    table.comment(
      'Times that the failover functions moved a service to AWS, and brought it back',
    );
    table.string('id', 36).primary();
    table.string('platform', 20).notNullable();
    table.string('service', 64).notNullable();
    table
      .string('entity_ref', 255)
      .comment('NULL while the rules name no entity');
    table
      .string('state', 16)
      .notNullable()
      .comment('failed-over, recovering, returned or left');
    table
      .string('moved_at', 24)
      .notNullable()
      .comment('ISO 8601 in UTC; when it was seen first where nobody knows');
    table.boolean('moved_at_latest').notNullable().comment('Nobody knows');
    table.string('moved_by', 64).comment('The function, where it is known');
    table.integer('from_on_prem').comment('NULL where they are not known');
    table.integer('from_aws');
    table.string('recovering_since', 24);
    table
      .string('ended_at', 24)
      .comment('NULL while it lasts; when it was seen where nobody knows');
    table.boolean('ended_at_latest').notNullable().comment('Nobody knows');
    table.string('ended_by', 64);
    table.integer('ended_on_prem').comment('The weights from then on');
    table.integer('ended_aws');
    table.string('seen_at', 24).notNullable().comment('When Backstage saw it');
    table
      .string('open_key', 100)
      .comment('<platform>/<service> while it lasts, then NULL')
      // NULLs do not collide, in SQLite and in PostgreSQL: one at a time per service.
      .unique({ indexName: 'hybrid_automation_moves_one_open' });
    table
      .string('move_told_at', 24)
      .comment('When a process took it on itself to tell of the move');
    table.string('end_told_at', 24).comment('The same of its end');
    table.unique(['platform', 'service', 'moved_at'], {
      indexName: 'hybrid_automation_moves_once',
    });
    table.index(
      ['entity_ref', 'moved_at'],
      'hybrid_automation_moves_by_entity',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hybrid_automation_moves');
};
