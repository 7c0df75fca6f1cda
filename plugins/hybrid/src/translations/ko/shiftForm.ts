/** Korean texts of the form that starts a shift. */
export const shiftForm = {
  'shiftForm.title': '전환',
  'shiftForm.kind': '작업',
  'shiftForm.choice.failover': '한 사이트로 장애 조치',
  'shiftForm.choice.reset': '기본 가중치로 초기화',
  'shiftForm.choice.weights': '사용자 지정 가중치 설정',
  'shiftForm.choice.steps': '단계별로 전환',
  'shiftForm.choice.drill': '장애 조치 훈련',
  'shiftForm.choiceHelp.failover':
    '모든 트래픽을 한 사이트로 옮기고 그대로 유지합니다.',
  'shiftForm.choiceHelp.reset': '가중치를 평상시 값으로 되돌립니다.',
  'shiftForm.choiceHelp.weights': '원하는 가중치를 한 번에 적용합니다.',
  'shiftForm.choiceHelp.steps':
    '각 단계를 검증하고 일정 시간 관찰한 뒤 다음 단계로 넘어갑니다. 정상을 유지하지 못한 단계는 되돌립니다.',
  'shiftForm.choiceHelp.drill':
    '모든 트래픽을 한 사이트로 옮기고 시간이 지나면 저절로 되돌립니다.',
  'shiftForm.weightOf': '{{site}} 가중치',
  'shiftForm.weightsShares': '온프레미스 {{onPrem}}, AWS {{aws}}에 해당합니다.',
  'shiftForm.sharesOfSites':
    '두 사이트로 가는 요청 중의 비율입니다. 다른 대상 그룹의 가중치는 그대로입니다. 전체 요청 중의 비율은 계획에 표시됩니다.',
  'shiftForm.weightsHelp':
    '0에서 {{max}}까지의 정수이며 하나 이상은 0보다 커야 합니다.',
  'shiftForm.steps': '단계',
  'shiftForm.stepsHelp': '각 단계의 나머지는 온프레미스가 처리합니다.',
  'shiftForm.stepAws': '{{n}}단계 AWS 비율(%)',
  'shiftForm.stepAwsColumn': 'AWS 비율(%)',
  'shiftForm.stepOnPremColumn': '온프레미스',
  'shiftForm.stepBakeColumn': '관찰 시간',
  'shiftForm.stepBakeLabel': '{{n}}단계 관찰 시간',
  'shiftForm.stepColumn': '단계',
  'shiftForm.noBake': '없음',
  'shiftForm.addStep': '단계 추가',
  'shiftForm.removeStep': '{{n}}단계 삭제',
  'shiftForm.stepsTotal_one': '{{count}}단계, 총 관찰 시간 {{duration}}',
  'shiftForm.stepsTotal_other': '{{count}}단계, 총 관찰 시간 {{duration}}',
  'shiftForm.stepsFull': '한 번의 전환은 최대 {{max}}단계입니다.',
  'shiftForm.duration': '훈련 시간',
  'shiftForm.invite': '작업을 입력하면 계획이 표시됩니다.',
  'shiftForm.stepsTitle': '이 전환의 단계',
  'shiftForm.stepLine': 'AWS로 {{aws}}',
  'shiftForm.stepBake': '이후 {{duration}} 동안 관찰',
  'shiftForm.stepReturn': '{{duration}} 후 AWS {{aws}}(으)로 복귀',
  'shiftForm.risk': '최대 {{seconds}}초 분량의 쓰기가 유실될 수 있습니다',
  'shiftForm.riskUnknown': '얼마나 많은 쓰기가 유실될지 알 수 없습니다',
  'shiftForm.approvalTitle': '다른 사람의 승인이 필요합니다',
  'shiftForm.approvalText':
    '이 서비스의 전환을 승인할 수 있는 다른 사람이 승인할 때까지 아무것도 변경하지 않고 기다립니다.',
  'shiftForm.forceTitle': '실패한 안전 규칙 무시',
  'shiftForm.forceText':
    '안전 규칙을 무시할 권한이 있습니다. 확인한 내용은 이름과 함께 이력에 남습니다.',
  'shiftForm.understand': '다음을 이해했습니다: {{meaning}}',
  'shiftForm.means.gaining-site-healthy':
    '트래픽을 받는 사이트가 요청을 처리하지 못할 수 있습니다.',
  'shiftForm.means.never-dark':
    '정상 대상이 없는 곳으로 트래픽이 전달되어 요청이 실패할 수 있습니다.',
  'shiftForm.means.replication-caught-up':
    '최근 쓰기가 얼마나 유실될지 알 수 없습니다.',
  'shiftForm.means.not-held':
    '다른 사람이 보류한 서비스이며, 그 보류를 무시하고 전환합니다.',
  'shiftForm.means.cooldown':
    '마지막 전환이 방금 끝났으므로 서비스가 불안정해질 수 있습니다.',
  'shiftForm.meansWrites':
    '최대 {{seconds}}초 분량의 쓰기가 유실될 수 있습니다.',
  'shiftForm.start.failover': '{{site}}(으)로 장애 조치',
  'shiftForm.start.failoverUnchosen': '장애 조치',
  'shiftForm.start.reset': '가중치 초기화',
  'shiftForm.start.weights': '가중치 설정',
  'shiftForm.start.steps': '단계 시작',
  'shiftForm.start.drill': '훈련 시작',
  'shiftForm.denied': '이 서비스의 트래픽을 전환할 권한이 없습니다.',
} as const;
