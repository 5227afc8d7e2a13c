package dev.evenkeel.api.codedeploy;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.ApplicationCommand.CreateApplication;
import dev.evenkeel.reconcilers.command.ApplicationCommand.DeleteApplication;
import dev.evenkeel.reconcilers.command.ApplicationCommand.RenameApplication;
import dev.evenkeel.store.model.release.ApplicationId;
import dev.evenkeel.store.state.Releases.Application;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CodeDeploy's applications.
final class ApplicationOperations {
    private static final int MOST = 100;

    private ApplicationOperations() {}

    record CreateInput(String applicationName, @Nullable String computePlatform) {}

    record CreateAnswer(String applicationId) {}

    record NameInput(String applicationName) {}

    record UpdateInput(
            @Nullable String applicationName, @Nullable String newApplicationName) {}

    record ListInput(@Nullable String nextToken) {}

    record ListAnswer(List<String> applications, Optional<String> nextToken) {}

    record BatchInput(List<String> applicationNames) {}

    record BatchAnswer(List<View> applicationsInfo) {}

    record GetAnswer(View application) {}

    record View(
            String applicationId,
            String applicationName,
            Instant createTime,
            boolean linkedToGitHub,
            String computePlatform) {
        private static View of(Application row) {
            return new View(row.uuid(), row.id().name(), row.createdAt(), false, "ECS");
        }
    }

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "CreateApplication",
                        CreateInput.class,
                        CreateAnswer.class,
                        ApplicationOperations::create,
                        ApplicationOperations::created),
                new Mutation<>(
                        "UpdateApplication",
                        UpdateInput.class,
                        Nothing.class,
                        ApplicationOperations::update,
                        (_, _, _) -> new Nothing()),
                new Mutation<>(
                        "DeleteApplication",
                        NameInput.class,
                        Nothing.class,
                        ApplicationOperations::delete,
                        (_, _, _) -> new Nothing()),
                new Query<>("GetApplication", NameInput.class, GetAnswer.class, ApplicationOperations::get),
                new Query<>("ListApplications", ListInput.class, ListAnswer.class, ApplicationOperations::list),
                new Query<>("BatchGetApplications", BatchInput.class, BatchAnswer.class, ApplicationOperations::batch));
    }

    private static CreateApplication create(Call call, CreateInput input) {
        onlyEcs(input.computePlatform());
        return new CreateApplication(names(call.caller()).application(input.applicationName()), call.redacted());
    }

    /// Where nothing is said, CodeDeploy takes a server to be meant.
    static void onlyEcs(@Nullable String computePlatform) {
        if (!"ECS".equals(computePlatform)) {
            throw Errors.of(
                    "InvalidComputePlatformException",
                    "computePlatform " + (computePlatform == null ? "Server" : computePlatform)
                            + " is not supported. The computePlatform has to be ECS.");
        }
    }

    private static CreateAnswer created(Caller caller, State state, ApplicationId id) {
        return new CreateAnswer(
                state.releases().applications().get(id).orElseThrow().uuid());
    }

    private static RenameApplication update(Call call, UpdateInput input) {
        var names = names(call.caller());
        var renamed = names.application(input.newApplicationName());
        return new RenameApplication(names.application(input.applicationName()), renamed.name(), call.redacted());
    }

    private static DeleteApplication delete(Call call, NameInput input) {
        return new DeleteApplication(names(call.caller()).application(input.applicationName()), call.redacted());
    }

    private static GetAnswer get(Caller caller, State state, NameInput input) {
        return new GetAnswer(View.of(find(caller, state, input.applicationName())));
    }

    /// The application of this name.
    ///
    /// @throws dev.evenkeel.api.protocol.ApiException if there is none
    static Application find(Caller caller, State state, @Nullable String name) {
        var id = names(caller).application(name);
        return state.releases().applications().get(id).orElseThrow(() -> Errors.noApplication(id.name()));
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var names = state.releases()
                .applications()
                .values()
                .filter(row -> row.id().region().equals(caller.region()))
                .map(row -> row.id().name())
                .toList();
        var page = Names.page(names, input.nextToken());
        return new ListAnswer(page.items(), page.nextToken());
    }

    private static BatchAnswer batch(Caller caller, State state, BatchInput input) {
        Names.limit(input.applicationNames(), MOST);
        return new BatchAnswer(input.applicationNames().stream()
                .map(name -> View.of(find(caller, state, name)))
                .toList());
    }

    private static Names names(Caller caller) {
        return new Names(caller.region());
    }
}
