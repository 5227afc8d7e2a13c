package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.reconcilers.command.SecretNames;
import dev.evenkeel.store.state.SecretRow;
import dev.evenkeel.store.state.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Secrets without their values: described and listed.
final class SecretQueries {
    private static final int MOST = 100;

    private SecretQueries() {}

    record IdInput(String SecretId) {}

    record Description(
            String ARN,
            String Name,
            @Nullable String Description,
            Instant LastChangedDate,
            @Nullable Instant DeletedDate,
            List<SecretTag> Tags,
            Map<String, List<String>> VersionIdsToStages,
            Instant CreatedDate) {}

    record ListInput(
            @Nullable Boolean IncludePlannedDeletion,
            @Nullable Integer MaxResults,
            @Nullable String NextToken,
            List<SecretFilter> Filters,
            @Nullable String SortOrder,
            @Nullable String SortBy) {}

    record Listed(
            String ARN,
            String Name,
            @Nullable String Description,
            Instant LastChangedDate,
            @Nullable Instant DeletedDate,
            List<SecretTag> Tags,
            Map<String, List<String>> SecretVersionsToStages,
            Instant CreatedDate) {}

    record ListAnswer(List<Listed> SecretList, Optional<String> NextToken) {}

    record VersionsInput(
            String SecretId,
            @Nullable Integer MaxResults,
            @Nullable String NextToken,
            @Nullable Boolean IncludeDeprecated) {}

    record Version(String VersionId, List<String> VersionStages, Instant CreatedDate) {}

    record VersionsAnswer(List<Version> Versions, Optional<String> NextToken, String ARN, String Name) {}

    record PolicyAnswer(String ARN, String Name) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("DescribeSecret", IdInput.class, Description.class, SecretQueries::describe),
                new Query<>("ListSecrets", ListInput.class, ListAnswer.class, SecretQueries::list),
                new Query<>("ListSecretVersionIds", VersionsInput.class, VersionsAnswer.class, SecretQueries::versions),
                new Query<>("GetResourcePolicy", IdInput.class, PolicyAnswer.class, SecretQueries::policy));
    }

    private static Description describe(Caller caller, State state, IdInput input) {
        var row = SecretArns.existing(caller, state.vault(), input.SecretId());
        return new Description(
                SecretArns.of(caller, row),
                row.id().name(),
                row.document().text("Description").orElse(null),
                row.changedAt(),
                row.deleteAt(),
                SecretTag.of(SecretNames.tags(row.document())),
                stages(row),
                row.createdAt());
    }

    /// Nobody can attach a policy, so there is none.
    private static PolicyAnswer policy(Caller caller, State state, IdInput input) {
        var row = SecretArns.existing(caller, state.vault(), input.SecretId());
        return new PolicyAnswer(SecretArns.of(caller, row), row.id().name());
    }

    private static Map<String, List<String>> stages(SecretRow row) {
        var stages = new TreeMap<String, List<String>>();
        row.stages().values().forEach(version -> stages.put(version, row.stagesOf(version)));
        return stages;
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        boolean planned = Boolean.TRUE.equals(input.IncludePlannedDeletion());
        boolean down = "desc".equals(input.SortOrder());
        var matching = SecretFilter.of(input.Filters());
        var place = place(input.SortBy());
        var order = down ? Comparator.<String>reverseOrder() : Comparator.<String>naturalOrder();
        var after = SecretFilter.position(input.NextToken());
        var rows = state.vault()
                .secrets()
                .values()
                .filter(row -> row.id().region().equals(caller.region()))
                .filter(row -> planned || row.deleteAt() == null)
                .filter(row -> matching.test(row, caller.region()))
                .sorted(Comparator.comparing(place, order))
                .filter(row -> after.isEmpty() || order.compare(place.apply(row), after) > 0);
        var page = Page.of(rows, input.MaxResults() == null ? MOST : input.MaxResults(), place);
        return new ListAnswer(
                page.items().stream().map(row -> listed(caller, row)).toList(), page.nextToken());
    }

    /// Where a secret stands in the list, as text that sorts.
    private static Function<SecretRow, String> place(@Nullable String by) {
        return switch (by) {
            case "name" -> row -> row.id().name();
            case "last-changed-date" -> row -> time(row.changedAt()) + row.id().name();
            case "created-date" -> row -> time(row.createdAt()) + row.id().name();
            case null -> row -> time(row.createdAt()) + row.id().name();
            default -> throw Errors.parameter("SortBy " + by + " is not supported yet.");
        };
    }

    private static String time(Instant at) {
        return String.format(Locale.ROOT, "%020d/", at.toEpochMilli());
    }

    private static Listed listed(Caller caller, SecretRow row) {
        return new Listed(
                SecretArns.of(caller, row),
                row.id().name(),
                row.document().text("Description").orElse(null),
                row.changedAt(),
                row.deleteAt(),
                SecretTag.of(SecretNames.tags(row.document())),
                stages(row),
                row.createdAt());
    }

    private static VersionsAnswer versions(Caller caller, State state, VersionsInput input) {
        var row = SecretArns.existing(caller, state.vault(), input.SecretId());
        boolean all = Boolean.TRUE.equals(input.IncludeDeprecated());
        var after = SecretFilter.position(input.NextToken());
        var versions = row.versions().stream()
                .filter(version -> all || !row.stagesOf(version.id()).isEmpty())
                .sorted(Comparator.comparing(SecretRow.Version::id))
                .filter(version -> version.id().compareTo(after) > 0)
                .map(version -> new Version(version.id(), row.stagesOf(version.id()), version.createdAt()));
        var page = Page.of(versions, input.MaxResults() == null ? MOST : input.MaxResults(), Version::VersionId);
        return new VersionsAnswer(
                page.items(),
                page.nextToken(),
                SecretArns.of(caller, row),
                row.id().name());
    }
}
