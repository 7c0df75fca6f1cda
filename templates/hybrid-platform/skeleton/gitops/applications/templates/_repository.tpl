{{- /* Where this repository is, for Argo CD. */ -}}
{{- define "repository" -}}
{{- if .Values.deploy.repositoryUrl -}}
{{ .Values.deploy.repositoryUrl }}
{{- else -}}
https://github.com/{{ required "set deploy.githubRepository in config/platform.yaml, or the value deploy.repositoryUrl" .Values.deploy.githubRepository }}.git
{{- end -}}
{{- end -}}
