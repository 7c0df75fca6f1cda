{{- /* A time of day, moved by minutes and kept within the day, as cron's "minute hour". */ -}}
{{- define "cronTime" -}}
{{- $parts := splitList ":" .time -}}
{{- $minutes := add (mul (atoi (trimPrefix "0" (index $parts 0) | default "0")) 60) (atoi (trimPrefix "0" (index $parts 1) | default "0")) .offset -}}
{{- $minutes = max 0 (min 1439 $minutes) -}}
{{ mod $minutes 60 }} {{ div $minutes 60 }}
{{- end -}}

{{- /* A pod's specification that sets the replicas of the service's Deployment. */ -}}
{{- define "replicas" -}}
serviceAccountName: office-hours
restartPolicy: OnFailure
securityContext:
  runAsNonRoot: true
  runAsUser: 65534
  seccompProfile: { type: RuntimeDefault }
# On the system nodes: Karpenter's nodes go when the pods have gone.
nodeSelector:
  hybrid-platform/nodes: system
containers:
  - name: kubectl
    image: {{ .root.Values.images.kubectl }}
    args:
      - scale
      - deployment/{{ .root.Values.name }}
      - --replicas={{ .replicas }}
    {{- include "confined" . | nindent 4 }}
{{- end -}}

{{- define "confined" -}}
resources:
  requests: { cpu: 50m, memory: 64Mi }
  limits: { memory: 256Mi }
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}
