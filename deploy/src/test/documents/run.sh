#!/usr/bin/env bash
# Runs the commands that ECS's documents print, verbatim, and registers the documents themselves, against the server
# that AWS_ENDPOINT_URL names. Prints OK, FAIL or SKIP for each; ends with 1 if any failed.
#
#   eval "$(./evenkeel env)" && deploy/src/test/documents/run.sh
#
# The server must be fresh: the commands name revisions by number, and a number is given once.
#
# Needs the AWS CLI version 2 (EVENKEEL_AWS or aws), docker, and a static busybox (EVENKEEL_BUSYBOX or /bin/busybox), of
# which the images that the documents name are made: no registry is asked.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
aws_cli=${EVENKEEL_AWS:-aws}
busybox=${EVENKEEL_BUSYBOX:-/bin/busybox}
export AWS_PAGER='' AWS_MAX_ATTEMPTS=2
work=$(mktemp -d)
made_images=''
failures=0

# A CLI older than 2.13 does not read AWS_ENDPOINT_URL. As a function, so that commands stay as they are printed.
aws() { command "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
quietly() { "$@" >/dev/null 2>&1; }

clean_up() {
  quietly aws ecs delete-service --cluster my-cluster --service my-service --force
  quietly aws ecs delete-service --cluster my-cluster --service myapp --force
  quietly aws ecs delete-service --cluster my-cluster --service web-service --force
  for task in $(aws ecs list-tasks --cluster my-cluster --query 'taskArns[]' --output text 2>/dev/null); do
    quietly aws ecs stop-task --cluster my-cluster --task "$task"
  done
  for image in $made_images; do quietly docker rmi -f "$image"; done
  rm -rf "$work"
}
trap clean_up EXIT

# check ID [ok|refused]: runs the command on standard input, its placeholders replaced by what exists.
check() {
  local id=$1 expected=${2:-ok} printed command status said
  printed=$(cat)
  command=$(replaced "$printed")
  output=$(cd "$work" && eval "$command" 2>"$work/err")
  status=$?
  said=ok
  if [ "$status" != 0 ]; then
    said=failed
    if grep -q -e 'An error occurred (' -e 'Parameter validation failed' "$work/err"; then said=refused; fi
  fi
  tell "$id" "$said" "$expected" "$printed"
}

# tell ID SAID EXPECTED COMMAND
tell() {
  local line
  line=$(printf '%s' "$4" | tr -d '\\' | tr -s ' \n' ' ')
  if [ "$2" = "$3" ]; then
    echo "OK   $1 $line"
  else
    echo "FAIL $1 $line"
    sed 's/^/       /' "$work/err" | grep -v '^ *$' | head -n 5
    failures=$((failures + 1))
  fi
}

skip() { echo "SKIP $1 $2"; }

# expect ID TEXT: what the last command printed has this in it.
expect() {
  case $output in
    *"$2"*) ;;
    *)
      echo "FAIL $1 its answer lacks: $2"
      failures=$((failures + 1))
      ;;
  esac
}

replaced() {
  printf '%s' "$1" | sed \
    -e "s|arn:aws:elasticloadbalancing:region:account:targetgroup/my-tg|$my_tg|; s|arn:aws:\.\.\.|$my_tg|" \
    -e "s|arn:aws:elasticloadbalancing:region:account:targetgroup/my-targets|$my_targets|" \
    -e "s/subnet-1,subnet-2/$subnet,$subnet2/" \
    -e "s/subnet-12345/$subnet/g; s/subnet-67890/$subnet2/g; s/subnet-abc/$subnet/g; s/subnet-def/$subnet2/g" \
    -e "s/sg-12345/$group/g; s/sg-123/$group/g; s/task-id-12345/$task/g; s/task-id/$task/g" \
    -e 's/region:account/us-east-1:123456789012/g; s/iam::account/iam::123456789012/g'
}

# document FILE: a copy of a printed document with its placeholders replaced.
document() {
  replaced "$(cat "$here/$1")" >"$work/$1"
  echo "$work/$1"
}

# An image of one busybox that serves HTTP and has the curl that health checks call.
make_image() {
  if quietly docker image inspect "$1"; then return; fi
  local root=$work/root
  mkdir -p "$root/bin" "$root/www" "$root/tmp"
  cp "$busybox" "$root/bin/busybox"
  for word in sh echo httpd wget kill sleep cat; do ln -sf busybox "$root/bin/$word"; done
  echo fine >"$root/www/health"
  echo hello >"$root/www/index.html"
  printf '#!/bin/sh\nfor url; do :; done\nexec wget -q -O - "$url"\n' >"$root/bin/curl"
  printf '#!/bin/sh\necho started\necho "ERROR not really"\nhttpd -f -p 80 -h /www &\nhttpd -f -p 8080 -h /www &\n' \
    >"$root/serve"
  printf 'trap "kill %%1 %%2; exit 0" TERM\nwait\n' >>"$root/serve"
  chmod 755 "$root/bin/curl" "$root/serve"
  tar -C "$root" -c . | docker import --change 'CMD ["/serve"]' - "$1" >/dev/null || exit 1
  made_images="$made_images $1"
}

# await SECONDS COMMAND...: until it works.
await() {
  local left=$1
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then return 1; fi
    sleep 1
  done
}

# The service, the load balancer and the deployment group that the documents' deployment takes for granted. They are in
# another region, where the revisions of the family count anew: this one has the container that the AppSpec names.
deployable() {
  local listener pair vpc subnets balancer blue revision
  export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1
  vpc=$(aws ec2 describe-subnets --query 'Subnets[0].VpcId' --output text)
  subnets=$(aws ec2 describe-subnets --query 'Subnets[].SubnetId' --output text)
  aws ecs create-cluster --cluster-name my-cluster
  for revision in 1 2; do
    aws ecs register-task-definition --family my-app --container-definitions \
      "[{\"name\":\"web\",\"image\":\"nginx:latest\",\"memory\":$((31 + revision)),\"portMappings\":[{\"containerPort\":80}]}]"
  done
  balancer=$(aws elbv2 create-load-balancer --name front --subnets $subnets \
    --query 'LoadBalancers[0].LoadBalancerArn' --output text)
  blue=$(aws elbv2 create-target-group --name blue --protocol HTTP --port 80 --vpc-id "$vpc" \
    --query 'TargetGroups[0].TargetGroupArn' --output text)
  aws elbv2 create-target-group --name green --protocol HTTP --port 80 --vpc-id "$vpc"
  listener=$(aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 8083 \
    --default-actions "Type=forward,TargetGroupArn=$blue" --query 'Listeners[0].ListenerArn' --output text)
  aws ecs create-service --cluster my-cluster --service-name my-service --task-definition my-app:1 --desired-count 1 \
    --deployment-controller type=CODE_DEPLOY \
    --load-balancers "targetGroupArn=$blue,containerName=web,containerPort=80"
  aws deploy create-application --application-name my-app --compute-platform ECS
  pair="targetGroups=[{name=blue},{name=green}],prodTrafficRoute={listenerArns=[$listener]}"
  aws deploy create-deployment-group --application-name my-app --deployment-group-name my-deployment-group \
    --service-role-arn arn:aws:iam::123456789012:role/deploys \
    --deployment-style deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL \
    --blue-green-deployment-configuration \
    'deploymentReadyOption={actionOnTimeout=CONTINUE_DEPLOYMENT},terminateBlueInstancesOnDeploymentSuccess={action=TERMINATE}' \
    --load-balancer-info "targetGroupPairInfoList=[{$pair}]" \
    --ecs-services serviceName=my-service,clusterName=my-cluster
} >/dev/null

undeploy() {
  quietly aws ecs delete-service --cluster my-cluster --service my-service --force
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
}

for image in nginx:latest nginx:1.25-alpine myapp:latest fluent/fluentd:latest; do make_image "$image"; done

# What the placeholders stand for.
subnet=$(aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text 2>"$work/err") || subnet=subnet-12345
subnet2=$(aws ec2 describe-subnets --query 'Subnets[1].SubnetId' --output text 2>>"$work/err") || subnet2=$subnet
group=$(aws ec2 describe-security-groups --query 'SecurityGroups[0].GroupId' --output text 2>>"$work/err") ||
  group=sg-12345
task=none
my_tg=none
my_targets=none
document 002-taskdef-my-app.json >/dev/null
cp "$work/002-taskdef-my-app.json" "$work/task-definition.json"
for log in /ecs/my-app /ecs/myapp /ecs/fluentd /ecs/production/my-app; do
  quietly aws logs create-log-group --log-group-name "$log"
done
quietly aws secretsmanager create-secret --name db-password --secret-string hush
quietly aws secretsmanager create-secret --name api-key --secret-string '{"key":"hush"}'
quietly aws secretsmanager create-secret --name myapp/api-key --secret-string hush
quietly aws secretsmanager create-secret --name prod/db-password --secret-string hush
quietly aws ssm put-parameter --name /prod/database-url --type SecureString --value hush
quietly aws ssm put-parameter --name /myapp/prod/db-password --type SecureString --value hush

. "$here/commands.sh"

if [ "$failures" -gt 0 ]; then
  echo "$failures failed"
  exit 1
fi
echo 'all OK'
