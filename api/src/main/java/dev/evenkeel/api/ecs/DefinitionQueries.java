package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.TaskDefinitionId;
import dev.evenkeel.store.state.State;
import dev.evenkeel.store.state.TaskDefinitionRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is asked about task definitions.
final class DefinitionQueries {
    private DefinitionQueries() {}

    record DescribeInput(String taskDefinition, List<String> include) {}

    record DescribeAnswer(Doc.Struct taskDefinition, Optional<Doc.Items> tags) {}

    record ListInput(
            @Nullable String familyPrefix,
            @Nullable String status,
            @Nullable String sort,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListAnswer(List<String> taskDefinitionArns, Optional<String> nextToken) {}

    record FamiliesInput(
            @Nullable String familyPrefix,
            @Nullable String status,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record FamiliesAnswer(List<String> families, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>(
                        "DescribeTaskDefinition",
                        DescribeInput.class,
                        DescribeAnswer.class,
                        DefinitionQueries::describe),
                new Query<>("ListTaskDefinitions", ListInput.class, ListAnswer.class, DefinitionQueries::list),
                new Query<>(
                        "ListTaskDefinitionFamilies",
                        FamiliesInput.class,
                        FamiliesAnswer.class,
                        DefinitionQueries::families));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        var ref = new Names(caller).definition(input.taskDefinition());
        var row = ref.resolve(state).orElseThrow(() -> Errors.client("Unable to describe task definition."));
        var tags =
                input.include().contains("TAGS") ? Optional.of(DefinitionView.tags(row)) : Optional.<Doc.Items>empty();
        return new DescribeAnswer(DefinitionView.of(new Arns(caller.account()), row), tags);
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var status = input.status() == null ? "ACTIVE" : input.status();
        Comparator<TaskDefinitionId> order = "DESC".equals(input.sort())
                ? Comparator.comparing(TaskDefinitionId::family)
                        .thenComparing(Comparator.comparingInt(TaskDefinitionId::revision)
                                .reversed())
                : Comparator.naturalOrder();
        var after = paging.after().map(position -> position(caller.region(), position));
        var page = Page.of(
                rows(state, caller.region(), input.familyPrefix())
                        .filter(row -> row.status().name().equals(status))
                        .map(row -> row.definition().id())
                        .sorted(order)
                        .filter(id -> after.isEmpty() || order.compare(id, after.get()) > 0),
                paging.limit(),
                TaskDefinitionId::shortName);
        var arns = new Arns(caller.account());
        return new ListAnswer(page.items().stream().map(arns::of).toList(), page.nextToken());
    }

    private static FamiliesAnswer families(Caller caller, State state, FamiliesInput input) {
        var paging = Paging.of(input.maxResults(), input.nextToken());
        var prefix = input.familyPrefix() == null ? "" : input.familyPrefix();
        var status = input.status() == null ? "ALL" : input.status();
        var page = paging.page(
                state.families()
                        .from(new TaskDefinitionId(caller.region(), prefix, 0))
                        .map(Map.Entry::getKey)
                        .takeWhile(id -> id.region().equals(caller.region())
                                && id.family().startsWith(prefix))
                        .map(TaskDefinitionId::family)
                        .filter(family -> hasStatus(state, caller.region(), family, status)),
                family -> family);
        return new FamiliesAnswer(page.items(), page.nextToken());
    }

    private static TaskDefinitionId position(String region, String shortName) {
        int colon = shortName.lastIndexOf(':');
        try {
            return new TaskDefinitionId(
                    region, shortName.substring(0, colon), Integer.parseInt(shortName.substring(colon + 1)));
        } catch (NumberFormatException | StringIndexOutOfBoundsException notOurs) {
            throw Errors.invalid("Invalid token");
        }
    }

    private static Stream<TaskDefinitionRow> rows(State state, String region, @Nullable String family) {
        return family != null
                ? ofFamily(state, region, family)
                : state.definitions()
                        .from(new TaskDefinitionId(region, "", 0))
                        .takeWhile(entry -> entry.getKey().region().equals(region))
                        .map(Map.Entry::getValue);
    }

    private static Stream<TaskDefinitionRow> ofFamily(State state, String region, String family) {
        return state.definitions()
                .from(new TaskDefinitionId(region, family, 0))
                .takeWhile(entry -> entry.getKey().region().equals(region)
                        && entry.getKey().family().equals(family))
                .map(Map.Entry::getValue);
    }

    /// A family is ACTIVE while one of its revisions is; one whose revisions are all gone is no more.
    private static boolean hasStatus(State state, String region, String family, String status) {
        var rows = ofFamily(state, region, family).toList();
        boolean active = rows.stream().anyMatch(TaskDefinitionRow::active);
        return !rows.isEmpty() && (status.equals("ALL") || status.equals("ACTIVE") == active);
    }
}
