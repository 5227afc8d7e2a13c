package dev.evenkeel.api.ecs;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How ECS tells that an input makes no sense, or that what it names is not there.
final class Errors {
    private Errors() {}

    static ApiException invalid(String message) {
        return ApiError.sender("InvalidParameterException", message).asException();
    }

    static ApiException client(String message) {
        return ApiError.sender("ClientException", message).asException();
    }

    static ApiException of(String code, String message) {
        return ApiError.sender(code, message).asException();
    }

    static ApiException clusterNotFound() {
        return ApiError.sender("ClusterNotFoundException", "Cluster not found.").asException();
    }

    static ApiException serviceNotFound() {
        return ApiError.sender("ServiceNotFoundException", "Service not found.").asException();
    }

    static ApiException namespaceNotFound(String namespace) {
        return ApiError.sender("NamespaceNotFoundException", "The namespace " + namespace + " was not found.")
                .asException();
    }
}
