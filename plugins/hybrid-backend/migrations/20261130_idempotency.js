/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('hybrid_idempotency', table => {
    table.comment(
      'What each request with an Idempotency-Key led to, so that the same one again is no second',
    );
    table
      .string('kind', 16)
      .notNullable()
      .comment('shift, evacuation or replication: each has keys of its own');
    table.string('requested_by', 255).notNullable();
    table.string('key', 200).notNullable().comment('The Idempotency-Key');
    table
      .string('request_hash', 64)
      .notNullable()
      .comment('Tells a repeated request from another one with the same key');
    table
      .text('answer')
      .comment(
        'JSON: the id of what was started, or the answer; NULL while under way or in doubt',
      );
    table
      .string('active_key', 300)
      .comment('<platform>/<replication> while under way, then NULL')
      // NULLs do not collide: one action per replication at a time.
      .unique({ indexName: 'hybrid_idempotency_one_active' });
    table
      .bigInteger('expires_at')
      .comment(
        'Milliseconds since the epoch, by the database’s clock; earlier than now when whoever began is gone',
      );
    table
      .string('created_at', 24)
      .notNullable()
      .comment('ISO 8601 in UTC with milliseconds');
    table.primary(['kind', 'requested_by', 'key']);
    table.index(['kind', 'created_at'], 'hybrid_idempotency_by_time');
  });

  await knex.raw(
    `INSERT INTO hybrid_idempotency
       (kind, requested_by, key, request_hash, answer, created_at)
     SELECT 'shift', k.requested_by, k.key, k.request_hash, '"' || s.id || '"', s.created_at
     FROM hybrid_idempotency_keys k JOIN hybrid_shifts s ON s.id = k.shift_id`,
  );
  await knex.raw(
    `INSERT INTO hybrid_idempotency
       (kind, requested_by, key, request_hash, answer, active_key, expires_at, created_at)
     SELECT 'replication', requested_by, key, request_hash, answer, active_key, expires_at, created_at
     FROM hybrid_answers`,
  );
  await knex.raw(
    `INSERT INTO hybrid_idempotency
       (kind, requested_by, key, request_hash, answer, created_at)
     SELECT 'evacuation', requested_by, idempotency_key, request_hash, '"' || id || '"', created_at
     FROM hybrid_evacuations`,
  );

  await knex.schema.dropTable('hybrid_idempotency_keys');
  await knex.schema.dropTable('hybrid_answers');
  await knex.schema.alterTable('hybrid_evacuations', table => {
    table.dropUnique(
      ['requested_by', 'idempotency_key'],
      'hybrid_evacuations_once_per_key',
    );
  });
  // Knex would make the table anew in SQLite, and with the old one its items would go.
  for (const column of ['idempotency_key', 'request_hash']) {
    await knex.raw('ALTER TABLE hybrid_evacuations DROP COLUMN ??', [column]);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.createTable('hybrid_idempotency_keys', table => {
    table.comment('Which shift a caller’s Idempotency-Key started');
    table.string('requested_by', 255).notNullable();
    table.string('key', 200).notNullable();
    table.string('request_hash', 64).notNullable();
    table
      .string('shift_id', 36)
      .notNullable()
      .references('id')
      .inTable('hybrid_shifts')
      .onDelete('CASCADE');
    table.primary(['requested_by', 'key']);
  });
  await knex.schema.createTable('hybrid_answers', table => {
    table.comment('What each action on a replication led to');
    table.string('requested_by', 255).notNullable();
    table.string('key', 200).notNullable();
    table.string('request_hash', 64).notNullable();
    table.text('answer');
    table
      .string('active_key', 300)
      .unique({ indexName: 'hybrid_answers_one_active' });
    table.bigInteger('expires_at').notNullable();
    table
      .string('created_at', 24)
      .notNullable()
      .index('hybrid_answers_by_time');
    table.primary(['requested_by', 'key']);
  });
  await knex.schema.alterTable('hybrid_evacuations', table => {
    table.string('idempotency_key', 200).notNullable().defaultTo('');
    table.string('request_hash', 64).notNullable().defaultTo('');
  });

  await knex.raw(
    `INSERT INTO hybrid_idempotency_keys (requested_by, key, request_hash, shift_id)
     SELECT i.requested_by, i.key, i.request_hash, s.id
     FROM hybrid_idempotency i JOIN hybrid_shifts s ON i.answer = '"' || s.id || '"'
     WHERE i.kind = 'shift'`,
  );
  await knex.raw(
    `INSERT INTO hybrid_answers
       (requested_by, key, request_hash, answer, active_key, expires_at, created_at)
     SELECT requested_by, key, request_hash, answer, active_key, expires_at, created_at
     FROM hybrid_idempotency WHERE kind = 'replication'`,
  );
  for (const { key, request_hash, answer } of await knex(
    'hybrid_idempotency',
  ).where({ kind: 'evacuation' })) {
    await knex('hybrid_evacuations')
      .where({ id: JSON.parse(answer) })
      .update({ idempotency_key: key, request_hash });
  }
  await knex.schema.alterTable('hybrid_evacuations', table => {
    table.unique(['requested_by', 'idempotency_key'], {
      indexName: 'hybrid_evacuations_once_per_key',
    });
  });
  await knex.schema.dropTable('hybrid_idempotency');
};
