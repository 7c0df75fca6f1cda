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
    RecoverableErrorCount: -1,
    RecoverableErrorInterval: 5,
    RecoverableErrorThrottling: true,
    RecoverableErrorThrottlingMax: 1_800,
  },
  Logging: { EnableLogging: true },
};
