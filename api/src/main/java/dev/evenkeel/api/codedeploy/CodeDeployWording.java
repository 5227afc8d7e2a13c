package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.AwsService;
import dev.evenkeel.api.model.Violation;
import dev.evenkeel.api.protocol.ApiError;
import java.util.List;
import java.util.Locale;

/// CodeDeploy has an error of its own for nearly every member.
final class CodeDeployWording implements AwsService.Wording {
    @Override
    public ApiError violated(String operation, List<Violation> violations) {
        var first = violations.getFirst();
        var member = member(first.path());
        return first.kind() == Violation.Kind.REQUIRED && first.path().equals(member)
                ? ApiError.sender(required(member), spaced(member) + " is required.")
                : ApiError.sender(invalid(member), Violation.describe(violations));
    }

    @Override
    public ApiError unsupported(String operation, String path) {
        return ApiError.sender(invalid(member(path)), path + " is not supported yet.");
    }

    /// The member of the input itself.
    private static String member(String path) {
        return path.split("[.\\[]", 2)[0];
    }

    private static String required(String member) {
        return switch (member) {
            case "applicationName", "applicationNames", "newApplicationName" -> "ApplicationNameRequiredException";
            case "deploymentGroupName", "deploymentGroupNames", "currentDeploymentGroupName" ->
                "DeploymentGroupNameRequiredException";
            case "deploymentConfigName" -> "DeploymentConfigNameRequiredException";
            case "deploymentId", "deploymentIds" -> "DeploymentIdRequiredException";
            case "targetId", "targetIds" -> "DeploymentTargetIdRequiredException";
            case "serviceRoleArn" -> "RoleRequiredException";
            case "revision" -> "RevisionRequiredException";
            default -> "InvalidInputException";
        };
    }

    private static String invalid(String member) {
        return switch (member) {
            case "applicationName", "applicationNames", "newApplicationName" -> "InvalidApplicationNameException";
            case "deploymentGroupName",
                    "deploymentGroupNames",
                    "currentDeploymentGroupName",
                    "newDeploymentGroupName" -> "InvalidDeploymentGroupNameException";
            case "deploymentConfigName" -> "InvalidDeploymentConfigNameException";
            case "deploymentId", "deploymentIds" -> "InvalidDeploymentIdException";
            case "deploymentWaitType" -> "InvalidDeploymentWaitTypeException";
            case "computePlatform" -> "InvalidComputePlatformException";
            case "trafficRoutingConfig" -> "InvalidTrafficRoutingConfigurationException";
            case "minimumHealthyHosts" -> "InvalidMinimumHealthyHostValueException";
            case "zonalConfig" -> "InvalidZonalDeploymentConfigurationException";
            case "revision" -> "InvalidRevisionException";
            case "loadBalancerInfo" -> "InvalidLoadBalancerInfoException";
            case "deploymentStyle" -> "InvalidDeploymentStyleException";
            case "blueGreenDeploymentConfiguration" -> "InvalidBlueGreenDeploymentConfigurationException";
            case "alarmConfiguration", "overrideAlarmConfiguration" -> "InvalidAlarmConfigException";
            case "autoRollbackConfiguration" -> "InvalidAutoRollbackConfigException";
            case "triggerConfigurations" -> "InvalidTriggerConfigException";
            case "autoScalingGroups" -> "InvalidAutoScalingGroupException";
            case "ec2TagFilters", "ec2TagSet" -> "InvalidEC2TagException";
            case "ecsServices" -> "InvalidECSServiceException";
            case "status" -> "InvalidLifecycleEventHookExecutionStatusException";
            case "lifecycleEventHookExecutionId" -> "InvalidLifecycleEventHookExecutionIdException";
            case "tags" -> "InvalidTagsToAddException";
            case "targetInstances" -> "InvalidTargetInstancesException";
            case "fileExistsBehavior" -> "InvalidFileExistsBehaviorException";
            case "includeOnlyStatuses" -> "InvalidDeploymentStatusException";
            case "createTimeRange" -> "InvalidTimeRangeException";
            default -> "InvalidInputException";
        };
    }

    /// `Deployment group name` of `deploymentGroupName`.
    private static String spaced(String member) {
        var words = member.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
