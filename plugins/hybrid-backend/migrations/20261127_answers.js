/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_answers', table => {
    table.comment(
      'What each action on a replication led to, so that a repeated request is not a second action',
    );
    table.string('requested_by', 255).notNullable();
    table.string('key', 200).notNullable().comment('The Idempotency-Key');
    table
      .string('request_hash', 64)
      .notNullable()
      .comment('Tells a repeated request from another one with the same key');
    table.text('answer').comment('JSON; NULL while under way or in doubt');
    table
      .string('active_key', 300)
      .comment('<platform>/<replication> while under way, then NULL')
      // NULLs do not collide: one action per replication at a time.
      .unique({ indexName: 'hybrid_answers_one_active' });
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment(
        'Milliseconds since the epoch; earlier than now when whoever began is gone',
      );
    table
      .string('created_at', 24)
      .notNullable()
      .index('hybrid_answers_by_time')
      .comment('ISO 8601 in UTC with milliseconds');
    table.primary(['requested_by', 'key']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hybrid_answers');
};
