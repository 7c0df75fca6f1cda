/** Korean texts of services of several listener rules, by their keys: `'rules.…'`. */
export const rules = {
  'rules.alike': '리스너 규칙 {{n}}개에 똑같이 설정됨: {{rules}}.',
  'rules.idle':
    '대상 그룹으로 전달하지 않아 전환으로 바뀌지 않는 규칙: {{rules}}.',
  'rules.sticky':
    '고정이 켜져 있습니다. 로드 밸런서 쿠키가 있는 클라이언트는 최대 {{duration}} 동안 지금 위치에 머뭅니다.',
  'rules.divergedTitle': '불일치: 리스너 규칙들의 가중치가 서로 다릅니다',
  'rules.diverged':
    '다른 사람이나 도구가 일부 규칙만 변경했거나 전환이 모든 규칙을 변경하지 못했습니다.',
  'rules.divergedRemedy':
    '장애 조치하거나 초기화하면 모든 규칙에 같은 가중치가 설정됩니다. 그때까지 다른 작업은 할 수 없습니다.',
  'rules.notOffered':
    '리스너 규칙들의 가중치가 서로 다릅니다. 먼저 장애 조치하거나 초기화하세요. 사용자 지정 가중치, 단계, 훈련은 시작 가중치가 하나여야 합니다.',
  'rules.ruleNow': '규칙, 현재',
  'rules.ruleBefore': '규칙, 이전',
  'rules.allAfter': '모든 규칙, 이후',
  'rules.allRequested': '모든 규칙, 요청',
  'rules.unreachedTitle': '모든 트래픽이 옮겨지지는 않습니다',
  'rules.unreachedAtOnceTitle': '모든 트래픽이 한 번에 옮겨지지는 않습니다',
  'rules.stay':
    '고정이 켜져 있습니다. 로드 밸런서 쿠키가 있는 클라이언트는 최대 {{duration}} 동안 원래 사이트에 머뭅니다.',
} as const;
