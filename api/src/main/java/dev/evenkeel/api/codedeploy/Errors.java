package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.protocol.ApiError;
import dev.evenkeel.api.protocol.ApiException;

/// How CodeDeploy tells that an input makes no sense, or that what it names is not there.
final class Errors {
    private Errors() {}

    static ApiException of(String code, String message) {
        return ApiError.sender(code, message).asException();
    }

    static ApiException revision(String message) {
        return of("InvalidRevisionException", message);
    }

    static ApiException noApplication(String name) {
        return of("ApplicationDoesNotExistException", "No application found for name: " + name);
    }

    static ApiException noGroup(String name) {
        return of("DeploymentGroupDoesNotExistException", "No Deployment Group found for name: " + name);
    }

    static ApiException noConfig(String name) {
        return of("DeploymentConfigDoesNotExistException", "No Deployment Configuration found for name: " + name);
    }

    static ApiException noDeployment(String id) {
        return of("DeploymentDoesNotExistException", "The deployment " + id + " could not be found");
    }

    static ApiException token() {
        return of("InvalidNextTokenException", "The next token was specified in an invalid format.");
    }
}
