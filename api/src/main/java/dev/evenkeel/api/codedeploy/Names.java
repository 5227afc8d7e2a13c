package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.model.release.ReleaseConfigId;
import dev.evenkeel.store.model.release.ReleaseGroupId;
import dev.evenkeel.store.model.release.ReleaseId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the names and ids by which callers mean things of their region.
///
/// @param region of the caller
record Names(String region) {
    private static final int PAGE = 100;
    private static final Pattern DEPLOYMENT = Pattern.compile("d-[A-Z0-9]{9}");

    ApplicationId application(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw Errors.of("ApplicationNameRequiredException", "Application name is required.");
        }
        return new ApplicationId(region, name);
    }

    ReleaseGroupId group(@Nullable String application, @Nullable String name) {
        var owner = application(application);
        if (name == null || name.isBlank()) {
            throw Errors.of("DeploymentGroupNameRequiredException", "Deployment group name is required.");
        }
        return new ReleaseGroupId(owner, name);
    }

    ReleaseConfigId config(String name) {
        return new ReleaseConfigId(region, name);
    }

    ReleaseId deployment(@Nullable String id) {
        if (id == null || id.isBlank()) {
            throw Errors.of("DeploymentIdRequiredException", "Deployment ID is required.");
        }
        if (!DEPLOYMENT.matcher(id).matches()) {
            throw Errors.of("InvalidDeploymentIdException", "The specified deployment ID " + id + " is not valid.");
        }
        return new ReleaseId(region, id);
    }

    /// One page of names, which come in order.
    static Page<String> page(List<String> names, @Nullable String token) {
        if (token == null) {
            return Page.of(names.stream(), PAGE, name -> name);
        }
        var after = Page.positionOf(token).orElseThrow(Errors::token);
        int from = names.indexOf(after);
        if (from < 0) {
            throw Errors.token();
        }
        return Page.of(names.stream().skip(from + 1L), PAGE, name -> name);
    }

    /// Refuses a batch of more than `most`.
    static void limit(List<String> names, int most) {
        if (names.size() > most) {
            throw Errors.of(
                    "BatchLimitExceededException",
                    "At most " + most + " names or ids can be in one batch, but there are " + names.size() + ".");
        }
    }
}
