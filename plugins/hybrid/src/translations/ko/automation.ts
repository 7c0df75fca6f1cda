/** Korean texts of what automation moved, in the history and the charts. */
export const automation = {
  'automation.title': '자동화',
  'automation.what': '자동화가 AWS로 옮김',
  'automation.state.failed-over': '지속 중',
  'automation.state.recovering': '온프레미스가 다시 정상',
  'automation.state.returned': '되돌림',
  'automation.state.left': '사람이 넘겨받음',
  'automation.unknownFunction': '장애 조치 함수',
  'automation.because': '{{who}}: 온프레미스에 정상 대상이 없었습니다.',
  'automation.moved': '{{when}}에 옮김',
  'automation.movedLatest':
    '{{when}} 또는 그 전에 옮김, 정확한 시각은 알 수 없음',
  'automation.fromUnknown': '이전 가중치는 알 수 없습니다.',
  'automation.recovering': '{{when}}부터 온프레미스가 정상',
  'automation.returned': '{{when}}에 되돌림',
  'automation.returnedLatest':
    '{{when}} 또는 그 전에 되돌림, 정확한 시각은 알 수 없음',
  'automation.left':
    '{{when}}까지 다른 사람이 가중치를 바꾸었거나 서비스를 넘겨받았음',
  'automation.leftLatest':
    '{{when}} 또는 그 전에 다른 사람이 가중치를 바꾸었거나 서비스를 넘겨받았음',
  'automation.by': '{{what}}, {{who}}',
  'automation.seen': 'Backstage가 {{when}}에 확인했습니다.',
} as const;
