/** What is replicated: every table of the database. */
export function tableMappings(database: string) {
  return {
    rules: [
      {
        'rule-type': 'selection',
        'rule-id': '1',
        'rule-name': 'all-tables',
        'object-locator': { 'schema-name': database, 'table-name': '%' },
        'rule-action': 'include',
      },
    ],
  };
}

/** How: rows are compared after they are written, and whatever fails is told of. */
export const TASK_SETTINGS = {
  TargetMetadata: {
    SupportLobs: true,
    FullLobMode: false,
    LimitedSizeLobMode: true,
    LobMaxSize: 32_768,
    BatchApplyEnabled: false,
  },
  FullLoadSettings: {
    TargetTablePrepMode: 'TRUNCATE_BEFORE_LOAD',
    MaxFullLoadSubTasks: 8,
    CommitRate: 10_000,
  },
  ValidationSettings: { EnableValidation: true, ThreadCount: 5 },
  ErrorBehavior: {
    // A row that cannot be written is a difference between the sites: stop, do not skip it.
    DataErrorPolicy: 'STOP_TASK',
    ApplyErrorDeletePolicy: 'STOP_TASK',
    ApplyErrorInsertPolicy: 'STOP_TASK',
    ApplyErrorUpdatePolicy: 'STOP_TASK',
    /*
     * By default DMS suspends a table that it cannot replicate, and goes on without it: state
     * `running`, a small lag, and a target that lacks what is written to that table. CloudWatch
     * has no metric of it that an alarm could watch, tables that belong together drift apart,
     * and the way back is to empty and load the table again. A task that stops is told of at
     * once (`replication-stopped`), leaves the target whole as of one moment, and goes on from
     * there when the cause is mended. The price: one bad table keeps all others waiting.
     */
    TableErrorPolicy: 'STOP_TASK',
    RecoverableErrorCount: -1,
    RecoverableErrorInterval: 5,
    RecoverableErrorThrottling: true,
    RecoverableErrorThrottlingMax: 1_800,
  },
  Logging: { EnableLogging: true },
};
