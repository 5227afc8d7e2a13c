package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How Elastic Load Balancing tells that an input makes no sense, or that what it names is not there.
final class Errors {
    private Errors() {}

    static ApiException invalid(String message) {
        return ApiError.sender("ValidationError", message).asException();
    }

    static ApiException configuration(String message) {
        return ApiError.sender("InvalidConfigurationRequestException", message).asException();
    }

    static ApiException noBalancer() {
        return ApiError.sender("LoadBalancerNotFoundException", "One or more load balancers not found")
                .asException();
    }

    static ApiException noGroup() {
        return ApiError.sender("TargetGroupNotFoundException", "One or more target groups not found")
                .asException();
    }

    static ApiException noListener() {
        return ApiError.sender("ListenerNotFoundException", "One or more listeners not found")
                .asException();
    }

    static ApiException noRule() {
        return ApiError.sender("RuleNotFoundException", "One or more rules not found")
                .asException();
    }
}
