# Helm, kubectl-validate and the schemas, from their Go modules. Sourced by kubernetes.sh.
# shellcheck shell=bash
# Built once for each set of versions in go.mod, and kept.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/hybrid-platform-checks
load_balancer_controller=github.com/kubernetes-sigs/aws-load-balancer-controller@v0.0.0-20260423195125-93ff3b5fdaad
argo_cd=github.com/argoproj/argo-cd/v3@v3.5.7
istio=istio.io/api@v1.31.1

build_tools() {
  tools=$cache/tools-$(cat "$checks/kubernetes/go.mod" "$checks/kubernetes/go.sum" | sha256sum | head -c 16)
  if [ ! -x "$tools/helm" ] || [ ! -x "$tools/kubectl-validate" ]; then
    command -v go >/dev/null || { echo 'Go is needed, 1.26 or later.' >&2; exit 1; }
    mkdir -p "$tools"
    # Not optimised: they compile in half the time, and run for seconds.
    (cd "$checks/kubernetes" &&
      go build -buildvcs=false -gcflags='all=-N -l' -ldflags='-s -w' -o "$tools/" tool)
  fi
  helm=$tools/helm
  kubectl_validate=$tools/kubectl-validate
}

# module <module@version>: where its files are.
module() {
  local answer
  answer=$(cd "$work" && go mod download -json "$1") || { echo "$answer" >&2; return 1; }
  sed -n 's/^\t"Dir": "\(.*\)",$/\1/p' <<<"$answer"
}

# fetch_schemas <Kubernetes version> <Karpenter version>
fetch_schemas() {
  local kubernetes file name
  karpenter=$(module "github.com/aws/karpenter-provider-aws@v$2")
  balancer=$(module $load_balancer_controller)
  schemas=$work/schemas
  crds=$work/crds
  mkdir -p "$schemas/api" "$crds"
  kubernetes=$(module "k8s.io/kubernetes@v$1.0")
  # From apis__apps__v1_openapi.json to apis/apps/v1.json, as kubectl-validate looks for them.
  for file in "$kubernetes"/api/openapi-spec/v3/*_openapi.json; do
    name=$(basename "$file" _openapi.json)
    case $name in
      api__v1) cp "$file" "$schemas/api/v1.json" ;;
      apis__*__*)
        name=${name#apis__}
        mkdir -p "$schemas/apis/${name%%__*}"
        cp "$file" "$schemas/apis/${name%%__*}/${name##*__}.json"
        ;;
    esac
  done
  cp "$karpenter"/pkg/apis/crds/*.yaml "$crds"
  cp "$balancer"/config/crd/bases/elbv2.k8s.aws_targetgroupbindings.yaml "$crds"
  cp "$(module $argo_cd)"/manifests/crds/*-crd.yaml "$crds"
  cp "$(module $istio)/kubernetes/customresourcedefinitions.gen.yaml" "$crds/istio.yaml"
  chmod -R u+w "$crds" "$schemas"
}
