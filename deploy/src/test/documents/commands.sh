# The commands, in an order in which each finds what it needs. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154

# Clusters.
check 002-01 <<'CMD'
aws ecs create-cluster --cluster-name my-cluster
CMD
check 002-02 <<'CMD'
aws ecs list-clusters
CMD
expect 002-02 cluster/my-cluster
check 002-03 <<'CMD'
aws ecs describe-clusters --clusters my-cluster
CMD
expect 002-03 '"status": "ACTIVE"'
check 002-04 <<'CMD'
aws ecs delete-cluster --cluster my-cluster
CMD
check 001-01 <<'CMD'
aws ecs create-cluster --cluster-name my-cluster --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1,base=1 capacityProvider=FARGATE_SPOT,weight=3
CMD
expect 001-01 FARGATE_SPOT
check 002-40 <<'CMD'
aws ecs update-cluster-settings \
--cluster my-cluster \
--settings name=containerInsights,value=enabled
CMD
expect 002-40 enabled
check 002-42 <<'CMD'
aws ecs put-cluster-capacity-providers \
--cluster my-cluster \
--capacity-providers FARGATE FARGATE_SPOT \
--default-capacity-provider-strategy \
capacityProvider=FARGATE,weight=1,base=2 \
capacityProvider=FARGATE_SPOT,weight=4
CMD
expect 002-42 '"weight": 4'

# Task definitions.
check 002-05 <<'CMD'
aws ecs register-task-definition \
--cli-input-json file://task-definition.json
CMD
quietly aws ecs register-task-definition --cli-input-json "file://$work/task-definition.json"
check 002-06 <<'CMD'
aws ecs list-task-definitions
CMD
expect 002-06 task-definition/my-app:2
check 002-07 <<'CMD'
aws ecs describe-task-definition \
--task-definition my-app:1
CMD
expect 002-07 nginx:latest

# One task.
check 002-09 <<'CMD'
aws ecs run-task \
--cluster my-cluster \
--task-definition my-app:1 \
--launch-type FARGATE \
--network-configuration "awsvpcConfiguration={subnets=[subnet-12345],securityGroups=[sg-12345],assignPublicIp=ENABLED}" \
--count 1
CMD
check 002-10 <<'CMD'
aws ecs list-tasks --cluster my-cluster
CMD
task=$(aws ecs list-tasks --cluster my-cluster --query 'taskArns[0]' --output text | sed 's|.*/||')
check wait-tasks-running <<'CMD'
timeout 90 "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" ecs wait tasks-running --cluster my-cluster --tasks task-id
CMD
check 002-11 <<'CMD'
aws ecs describe-tasks \
--cluster my-cluster \
--tasks task-id-12345
CMD
expect 002-11 '"lastStatus": "RUNNING"'
check 002-39 <<'CMD'
aws logs filter-log-events \
--log-group-name /ecs/my-app \
--filter-pattern "ERROR" \
--start-time $(date -d '1 hour ago' +%s)000
CMD
expect 002-39 'ERROR not really'
# It follows for ever: run until its first line.
aws logs tail /ecs/my-app --follow >"$work/tail" 2>"$work/err" &
follower=$!
await 30 grep -q started "$work/tail" && said=ok || said=refused
kill "$follower" 2>/dev/null
wait "$follower" 2>/dev/null
tell 002-38 "$said" ok 'aws logs tail /ecs/my-app --follow'
check 002-12 <<'CMD'
aws ecs stop-task \
--cluster my-cluster \
--task task-id-12345
CMD
check wait-tasks-stopped <<'CMD'
timeout 90 "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" ecs wait tasks-stopped --cluster my-cluster --tasks task-id
CMD
check 002-44 <<'CMD'
aws ecs describe-tasks \
--cluster my-cluster \
--tasks task-id \
--query 'tasks[0].stoppedReason'
CMD
expect 002-44 'Task stopped by user'
check 002-45 <<'CMD'
aws ecs describe-tasks \
--cluster my-cluster \
--tasks task-id \
--query 'tasks[0].containers[0].exitCode'
CMD
expect 002-45 0

# A service.
check 002-13 <<'CMD'
aws ecs create-service \
--cluster my-cluster \
--service-name my-service \
--task-definition my-app:1 \
--desired-count 2 \
--launch-type FARGATE \
--network-configuration "awsvpcConfiguration={subnets=[subnet-12345],securityGroups=[sg-12345],assignPublicIp=ENABLED}"
CMD
check wait-services-stable <<'CMD'
timeout 180 "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" ecs wait services-stable --cluster my-cluster --services my-service
CMD
check 002-14 <<'CMD'
aws ecs update-service \
--cluster my-cluster \
--service my-service \
--desired-count 5
CMD
expect 002-14 '"desiredCount": 5'
check 002-15 <<'CMD'
aws ecs update-service \
--cluster my-cluster \
--service my-service \
--task-definition my-app:2
CMD
expect 002-15 my-app:2
check 002-46 <<'CMD'
aws ecs describe-services \
--cluster my-cluster \
--services my-service \
--query 'services[0].events[:10]'
CMD
expect 002-46 'has started'
check 002-16 <<'CMD'
aws ecs delete-service \
--cluster my-cluster \
--service my-service \
--force
CMD
expect 002-16 DRAINING
check 002-08 <<'CMD'
aws ecs deregister-task-definition \
--task-definition my-app:1
CMD
expect 002-08 INACTIVE

# As printed it names no task definition, which ECS refuses too; with one it is right.
check 001-09 refused <<'CMD'
aws ecs create-service --service-name myapp --capacity-provider-strategy capacityProvider=FARGATE,weight=1,base=2 capacityProvider=FARGATE_SPOT,weight=3
CMD
check 001-09-made-whole <<'CMD'
aws ecs create-service --service-name myapp --capacity-provider-strategy capacityProvider=FARGATE,weight=1,base=2 capacityProvider=FARGATE_SPOT,weight=3 --cluster my-cluster --task-definition my-app:2 --desired-count 1 --network-configuration "awsvpcConfiguration={subnets=[subnet-12345],securityGroups=[sg-12345]}"
CMD

# The documents. Fragments are made whole with a family, an image, a memory limit and the role that secrets need.
role=arn:aws:iam::123456789012:role/ecsTaskExecutionRole
for name in 001-taskdef-myapp 002-taskdef-production-app; do
  check "$name" <<<"aws ecs register-task-definition --cli-input-json file://$(document $name.json)"
done
# As printed it asks for a secret and has no execution role, which ECS refuses too.
file=$(document 002-taskdef-multi-container.json)
check 002-taskdef-multi-container refused <<<"aws ecs register-task-definition --cli-input-json file://$file"
check 002-multi-container-made-valid <<<"aws ecs register-task-definition --execution-role-arn $role --cli-input-json file://$file"
for name in 002-fragment-awslogs 002-fragment-healthcheck 002-fragment-secretsmanager 002-fragment-ssm; do
  file=$(document $name.json)
  grep -q '"image"' "$file" || sed -i 's/"name": "app",/"name": "app", "image": "myapp:latest",/' "$file"
  sed -i '0,/"name": "app",/s//"name": "app", "memory": 64,/' "$file"
  check "$name" <<<"aws ecs register-task-definition --family fragment --execution-role-arn $role --cli-input-json file://$file"
done
check 004-taskdef-webserver refused <<<"aws ecs register-task-definition --cli-input-json file://$(document 004-taskdef-webserver.json)"
sed -e 's/"memory": "100", "cpu": "99" }/"memory": 100, "cpu": 99 }/' \
  -e 's/"memory": "100", "cpu": "99"/"memory": "512", "cpu": "256"/' "$here/004-taskdef-webserver.json" >"$work/valid.json"
check 004-made-valid <<<"aws ecs register-task-definition --cli-input-json file://valid.json"
quietly aws ecs register-task-definition --family plain --container-definitions \
  '[{"name": "app", "image": "myapp:latest", "memory": 16, "cpu": 16}]'
for name in 001-placement 002-fragment-placement 002-fragment-deploymentconfig; do
  check "$name" <<<"aws ecs create-service --cluster my-cluster --service-name $name --task-definition plain --desired-count 0 --launch-type EC2 --cli-input-json file://$(document $name.json)"
  quietly aws ecs delete-service --cluster my-cluster --service "$name" --force
done
expect 002-fragment-deploymentconfig '"rollback": true'

# Services behind a load balancer. The target groups get their ARNs when they are made, so the printed ones stand for them.
quietly aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 80 --cidr 0.0.0.0/0
web='"image": "nginx:latest", "memory": 32, "cpu": 16, "portMappings": [{"containerPort": 80}]'
idle='"essential": false, "command": ["sleep", "100000"]'
register_web() {
  quietly aws ecs register-task-definition --family "$1" --network-mode awsvpc --requires-compatibilities FARGATE \
    --cpu 256 --memory 512 --container-definitions "$2"
}
register_web web-app "[{\"name\": \"web\", $web}, {\"name\": \"web-app\", $idle, $web}]"
until [ "$(aws ecs describe-task-definition --task-definition myapp --query taskDefinition.revision 2>/dev/null || echo 0)" -ge 5 ]; do
  register_web myapp "[{\"name\": \"nginx\", $web}]" || break
done
vpc=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
balancer=$(aws elbv2 create-load-balancer --name my-lb --subnets "$subnet" "$subnet2" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
front() {
  local arn
  arn=$(aws elbv2 create-target-group --name "$1" --protocol HTTP --port 80 --vpc-id "$vpc" --target-type ip \
    --health-check-interval-seconds 5 --health-check-timeout-seconds 2 \
    --query 'TargetGroups[0].TargetGroupArn' --output text)
  quietly aws elbv2 modify-target-group-attributes --target-group-arn "$arn" \
    --attributes Key=deregistration_delay.timeout_seconds,Value=5
  quietly aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port "$2" \
    --default-actions "Type=forward,TargetGroupArn=$arn"
  echo "$arn"
}
my_tg=$(front my-tg 18081)
my_targets=$(front my-targets 18082)
# serves ID SERVICE GROUP: the service comes to rest with three healthy targets, and goes.
serves() {
  local states
  timeout 180 "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" ecs wait services-stable --cluster my-cluster --services "$2"
  await 60 three_healthy "$3" && said=ok || said=refused
  tell "$1-healthy" "$said" ok "aws elbv2 describe-target-health --target-group-arn $3"
  quietly aws ecs delete-service --cluster my-cluster --service "$2" --force
  quietly timeout 180 "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" ecs wait services-inactive \
    --cluster my-cluster --services "$2"
}
three_healthy() {
  states=$(aws elbv2 describe-target-health --target-group-arn "$1" \
    --query 'TargetHealthDescriptions[].TargetHealth.State' --output text | tr -s '\t ' '\n')
  [ "$(grep -cx healthy <<<"$states")" = 3 ]
}
check 002-17 <<'CMD'
aws ecs create-service \
--cluster my-cluster \
--service-name web-service \
--task-definition web-app:1 \
--desired-count 3 \
--launch-type FARGATE \
--network-configuration "awsvpcConfiguration={subnets=[subnet-1,subnet-2],securityGroups=[sg-12345]}" \
--load-balancers "targetGroupArn=arn:aws:elasticloadbalancing:region:account:targetgroup/my-tg,containerName=web,containerPort=80" \
--health-check-grace-period-seconds 60
CMD
serves 002-17 web-service "$my_tg"
check 002-service-alb.json <<<"aws ecs create-service --cli-input-json file://$(document 002-service-alb.json)"
serves 002-service-alb.json web-service "$my_targets"
quietly aws ecs delete-service --cluster my-cluster --service myapp --force
quietly timeout 180 "$aws_cli" --endpoint-url "$AWS_ENDPOINT_URL" ecs wait services-inactive --cluster my-cluster --services myapp
check 001-02 <<'CMD'
aws ecs create-service --cluster my-cluster --service-name myapp --task-definition myapp:5 --desired-count 3 --launch-type FARGATE --network-configuration "awsvpcConfiguration={
subnets=[subnet-abc,subnet-def],
securityGroups=[sg-123],
assignPublicIp=DISABLED
}" --load-balancers "targetGroupArn=arn:aws:...,containerName=nginx,containerPort=80" --deployment-configuration "minimumHealthyPercent=100,maximumPercent=200" --health-check-grace-period-seconds 60
CMD
serves 001-02 myapp "$my_tg"

# What belongs to what is not here yet.
for id in 000-01 000-02 001-04 001-05 001-06 002-47; do skip "$id" 'needs ECR: not here yet'; done
for id in 001-03 002-policy-execution-role.json 002-policy-task-role.json; do skip "$id" 'needs IAM: not here yet'; done
for id in 001-07 001-08 002-18 002-19 002-20 002-21; do skip "$id" 'needs Application Auto Scaling: not here yet'; done
for id in 002-35 002-36 002-37; do skip "$id" 'needs service discovery: not here yet'; done
skip 001-10 'needs ECS Anywhere: not here yet'
skip 002-43 'needs Auto Scaling groups: not here yet'

# CodeDeploy. The line breaks within the AppSpec are not there: no CLI takes them inside a JSON string.
deployable
check 002-41 <<'CMD'
aws deploy create-deployment \
--application-name my-app \
--deployment-group-name my-deployment-group \
--revision '{ "revisionType": "AppSpecContent", "appSpecContent": { "content": "{ \"version\": 0.0, \"Resources\": [{ \"TargetService\": { \"Type\": \"AWS::ECS::Service\", \"Properties\": { \"TaskDefinition\": \"my-app:2\", \"LoadBalancerInfo\": { \"ContainerName\": \"web\", \"ContainerPort\": 80 } } } }] }" } }'
CMD
expect 002-41 '"deploymentId": "d-'
undeploy
