/** Korean texts of the entity tab. */
export const tab = {
  'tab.title': '하이브리드',
  'tab.now': '현재 트래픽',
  'tab.readiness': '지금 장애 조치할 수 있나요?',
  'tab.readinessUnknown':
    '아직 평가하지 않았습니다. 백엔드가 아무것도 전환하지 않고 주기적으로 평가합니다.',
  'tab.ready': '모든 트래픽을 {{site}}(으)로 옮길 수 있음',
  'tab.notReady': '모든 트래픽을 {{site}}(으)로 옮길 수 없음',
  'tab.anotherShift': '다른 전환 계획',
  'tab.permissionFailed': '권한을 확인할 수 없습니다.',
  'tab.driftBy': '변경한 주체: {{principal}}, {{when}}',
  'tab.driftSince':
    '{{when}} 처음 발견되었으며 AWS에서는 누가 변경했는지 알 수 없습니다.',
} as const;
