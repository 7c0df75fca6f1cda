export * from './alarms';
export * from './dms';
export * from './dns';
export * from './loadBalancing';
export * from './metrics';
export * from './tags';
export * from './vpn';
export * from './world';
