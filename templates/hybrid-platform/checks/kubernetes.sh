#!/usr/bin/env bash
# Everything that the platform puts into its cluster against the real schemas: Kubernetes' own of
# the configured version, and the CRDs of Karpenter, the load balancer controller, Argo CD and
# Istio. What CDK applies is taken from the synthesised stacks; what Argo CD applies is rendered
# by Helm as Argo CD would. Twice: as configured, and with the options that are not.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$checks/kubernetes/tools.sh"
skeleton_packages
work=$(mktemp -d /tmp/hybrid-kubernetes.XXXXXX)
trap 'rm -rf "$work"' EXIT
from_yaml() { NODE_PATH=$skeleton/node_modules node "$checks/kubernetes/value.cjs" "$@"; }
config=$skeleton/config
build_tools
kubernetes_version=$(from_yaml "$config/platform.yaml" cluster.kubernetesVersion)
fetch_schemas "$kubernetes_version" "$(from_yaml "$config/platform.yaml" cluster.karpenter.version)"

# The version only names the schemas that are built in; those of $schemas come first.
validate() { "$kubectl_validate" "$@" --local-schemas "$schemas" --local-crds "$crds" --version 1.30; }

# render <chart folder> <release> <namespace> <output> <values…>
render() {
  local chart=$1 release=$2 namespace=$3 output=$4 file values=()
  shift 4
  for file in "$@"; do values+=(-f "$file"); done
  # What a chart may ask of the cluster.
  "$helm" template "$release" "$chart" -n "$namespace" --kube-version "$kubernetes_version" \
    --api-versions policy/v1 "${values[@]}" >"$output"
}

# chart_of <release> <chart folder>: a chart with the values that CDK gives it.
chart_of() {
  local file=$out/charts/$1.json
  from_yaml "$file" values >"$out/charts/$1-values.yaml"
  render "$2" "$1" "$(from_yaml "$file" namespace)" "$out/manifests/chart-$1.yaml" "$out/charts/$1-values.yaml"
}

validate_all() {
  local repository=$1 platform_id values=() file name
  config=$repository/config
  mkdir -p "$out"
  platform_id=$(from_yaml "$config/platform.yaml" id)
  check 'the stacks are synthesised' run_ts "$checks/kubernetes/deployed.ts" "$config" "$out"
  check 'Karpenter is pinned, and from its OCI registry' \
    grep -q '"chart":"oci://public.ecr.aws/karpenter/karpenter","version":"[0-9]' "$out/charts/karpenter.json"
  check "Karpenter's chart renders with its values" chart_of karpenter "$karpenter/charts/karpenter"
  check "the load balancer controller's chart renders with its values" chart_of aws-load-balancer-controller "$balancer/helm/aws-load-balancer-controller"

  check 'its webhook takes the pods of the namespaces that ask for the readiness gate' \
    test "$(sed -n '/name: mpod.elbv2.k8s.aws/,/objectSelector/p' "$out/manifests/chart-aws-load-balancer-controller.yaml" | grep -A3 -c 'key: elbv2.k8s.aws/pod-readiness-gate-inject')" -eq 1
  check 'the namespace asks for it' \
    grep -q '"elbv2.k8s.aws/pod-readiness-gate-inject": "enabled"' "$out"/manifests/*.yaml
  # The example of what a service brings, which is validated with the rest.
  sed -n '/^```yaml$/,/^```$/p' "$repository/gitops/README.md" | grep -v '^```' >"$out/manifests/example.yaml"

  # From the root application that CDK applies, as Argo CD follows it.
  file=$(grep -l '"kind": "Application"' "$out"/manifests/*.yaml)
  for name in $(from_yaml "$file" spec.source.helm.valueFiles); do values+=("$repository$name"); done
  check "the root application's chart renders" render "$repository/$(from_yaml "$file" spec.source.path)" platform argocd "$out/manifests/applications.yaml" "${values[@]}"
  check 'each service has a target group binding' \
    test "$(grep -l '"kind": "TargetGroupBinding"' "$out"/manifests/*.yaml | wc -l)" -eq "$(find "$config/services" -name '*.yaml' | wc -l)"

  from_yaml "$out/manifests/applications.yaml" --kind ApplicationSet spec.template.spec.source >"$out/source.yaml"
  for file in "$config"/services/*.yaml; do
    name=$(basename "$file" .yaml)
    values=()
    # The ApplicationSet's parameters for a file, as its git generator makes them.
    for value in $(from_yaml "$out/source.yaml" helm.valueFiles |
      sed -e 's|{{ \.path\.path }}|config/services|' -e "s|{{ \.path\.filename }}|$name.yaml|" -e 's| *||g'); do
      values+=("$repository$value")
    done
    render "$repository/$(from_yaml "$out/source.yaml" path)" "$name" "$platform_id" "$out/manifests/service-$name.yaml" "${values[@]}" ||
      fail "the chart of $name renders"
  done
  check "all of it is valid ($(cat "$out"/manifests/*.yaml | grep -cE '^ ? ?"?kind"?: ') objects)" validate "$out/manifests"
  check 'each service scales its own Deployment' \
    test "$(grep -hA3 scaleTargetRef "$out"/manifests/service-*.yaml | sed -n 's/^ *name: //p' | sort | xargs)" = \
    "$(cd "$config/services" && ls | sed 's/\.yaml$//' | sort | xargs)"
  if [ "$(from_yaml "$config/platform.yaml" addOns.istio)" = true ]; then
    check 'each service is in the mesh' test "$(grep -l 'kind: PeerAuthentication' "$out"/manifests/service-*.yaml | wc -l)" -eq "$(find "$config/services" -name '*.yaml' | wc -l)"
  else
    absent 'no service is in a mesh' grep -q istio.io "$out"/manifests/service-*.yaml
  fi
}

echo 'As configured'
out=$work/configured
validate_all "$skeleton"

echo 'With the options that are not configured'
other=$work/other
mkdir -p "$other"
cp -r "$skeleton/config" "$skeleton/gitops" "$other/"
run_ts "$checks/kubernetes/config.ts" "$other/config/platform.yaml"
out=$work/others
validate_all "$other"

echo 'The schemas refuse what is wrong'
nodes=$(grep -l '"kind": "NodePool"' "$out"/manifests/*.yaml)
binding=$(grep -l '"kind": "TargetGroupBinding"' "$out"/manifests/*.yaml | head -1)
service=$(find "$out/manifests" -name 'service-*.yaml' | sort | head -1)
mkdir "$work/broken"
# broken <name> <change> <file>
broken() { sed "$2" "$3" >"$work/broken/$1.yaml"; }
broken limits 's/"limits"/"limitz"/' "$nodes"
broken policy 's/WhenEmptyOrUnderutilized/Sometimes/' "$nodes"
broken image 's/al2023@v/al2023-/' "$nodes"
broken target 's/"targetType": "ip"/"targetType": "pod"/' "$binding"
broken template 's/goTemplate:/goTemplat:/' "$out/manifests/applications.yaml"
broken replicas 's/minReplicas: .*/minReplicas: many/' "$service"
validate "$work/broken" >"$work/refusals" 2>&1 || true
refuses() { check "$1" grep -q "$2" "$work/refusals"; }
refuses 'a misspelt field of a NodePool' 'spec.limitz: .*unknown field'
refuses 'a consolidation policy that Karpenter does not know' 'consolidationPolicy: Unsupported value'
refuses 'an image that is no alias' 'spec.amiSelectorTerms\[0\].alias'
refuses 'a target type that AWS does not know' 'spec.targetType: Unsupported value'
refuses 'a misspelt field of an ApplicationSet' 'spec.goTemplat: .*unknown field'
refuses 'a number of replicas that is none' 'spec.minReplicas: Invalid value'
[ "$failed" -eq 0 ] || cat "$work/refusals"
finish
