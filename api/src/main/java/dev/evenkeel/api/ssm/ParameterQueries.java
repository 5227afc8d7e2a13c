package dev.evenkeel.api.ssm;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.api.aws.Page;
import dev.evenkeel.store.model.ParameterId;
import dev.evenkeel.store.model.ParameterType;
import dev.evenkeel.store.model.Sealed;
import dev.evenkeel.store.seal.Contexts;
import dev.evenkeel.store.seal.SecretOpener;
import dev.evenkeel.store.seal.UnsealableException;
import dev.evenkeel.store.state.ParameterRow;
import dev.evenkeel.store.state.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parameters read, described and listed.
// Members are named as on the wire, and the Parameter Store names one as its type.
@SuppressWarnings("VariableNameSameAsType")
final class ParameterQueries {
    /// The only tier there is.
    static final String TIER = "Standard";

    private static final int PATH_PAGE = 10;
    private static final int PAGE = 50;

    private final SecretOpener opener;

    ParameterQueries(SecretOpener opener) {
        this.opener = opener;
    }

    record GetInput(String Name, boolean WithDecryption) {}

    record Parameter(
            String Name,
            String Type,
            String Value,
            long Version,
            @Nullable String Selector,
            Instant LastModifiedDate,
            String ARN,
            @Nullable String DataType) {}

    record GetAnswer(Parameter Parameter) {}

    record GetAllInput(List<String> Names, boolean WithDecryption) {}

    record GetAllAnswer(List<Parameter> Parameters, List<String> InvalidParameters) {}

    record PathInput(
            String Path,
            boolean Recursive,
            List<ParameterFilter> ParameterFilters,
            boolean WithDecryption,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record PathAnswer(List<Parameter> Parameters, Optional<String> NextToken) {}

    record OldFilter(String Key, List<String> Values) {}

    record DescribeInput(
            List<OldFilter> Filters,
            List<ParameterFilter> ParameterFilters,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record Metadata(
            String Name,
            String ARN,
            String Type,
            @Nullable String KeyId,
            Instant LastModifiedDate,
            String LastModifiedUser,
            @Nullable String Description,
            @Nullable String AllowedPattern,
            long Version,
            String Tier,
            List<Policy> Policies,
            @Nullable String DataType) {}

    record Policy(String PolicyText) {}

    record DescribeAnswer(List<Metadata> Parameters, Optional<String> NextToken) {}

    record HistoryInput(
            String Name,
            boolean WithDecryption,
            @Nullable Integer MaxResults,
            @Nullable String NextToken) {}

    record Past(
            String Name,
            String Type,
            @Nullable String KeyId,
            Instant LastModifiedDate,
            String LastModifiedUser,
            @Nullable String Description,
            String Value,
            @Nullable String AllowedPattern,
            long Version,
            List<String> Labels,
            String Tier,
            List<Policy> Policies,
            @Nullable String DataType) {}

    record HistoryAnswer(List<Past> Parameters, Optional<String> NextToken) {}

    List<Operation<?, ?>> all() {
        return List.of(
                new Query<>("GetParameter", GetInput.class, GetAnswer.class, this::get),
                new Query<>("GetParameters", GetAllInput.class, GetAllAnswer.class, this::getAll),
                new Query<>("GetParametersByPath", PathInput.class, PathAnswer.class, this::byPath),
                new Query<>("DescribeParameters", DescribeInput.class, DescribeAnswer.class, this::describe),
                new Query<>("GetParameterHistory", HistoryInput.class, HistoryAnswer.class, this::history));
    }

    private GetAnswer get(Caller caller, State state, GetInput input) {
        var named = ParameterNames.find(caller, state.vault(), input.Name());
        var version = named.version();
        return new GetAnswer(
                parameter(caller, named.row().orElseThrow().id(), version, named.selector(), input.WithDecryption()));
    }

    private GetAllAnswer getAll(Caller caller, State state, GetAllInput input) {
        var found = new ArrayList<Parameter>();
        var invalid = new ArrayList<String>();
        for (var name : input.Names()) {
            var named = ParameterNames.find(caller, state.vault(), name);
            var version = named.row()
                    .flatMap(row ->
                            named.selector().isEmpty() ? Optional.of(row.latest()) : row.selected(named.selector()));
            if (version.isEmpty()) {
                invalid.add(name);
            } else {
                var id = named.row().orElseThrow().id();
                found.add(parameter(caller, id, version.get(), named.selector(), input.WithDecryption()));
            }
        }
        return new GetAllAnswer(found, invalid);
    }

    private PathAnswer byPath(Caller caller, State state, PathInput input) {
        var path = ParameterNames.path(input.Path());
        var matching = ParameterFilter.underPath(input.ParameterFilters());
        var rows = after(caller, state, input.NextToken(), matching)
                .filter(row -> ParameterFilter.under(row.id().name(), path, input.Recursive()));
        var page = page(rows, input.MaxResults() == null ? PATH_PAGE : input.MaxResults());
        return new PathAnswer(
                page.items().stream()
                        .map(row -> parameter(caller, row.id(), row.latest(), "", input.WithDecryption()))
                        .toList(),
                page.nextToken());
    }

    private DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if (!input.Filters().isEmpty() && !input.ParameterFilters().isEmpty()) {
            throw Errors.invalid("You can use either Filters or ParameterFilters in a single request.");
        }
        var filters = new ArrayList<>(input.ParameterFilters());
        input.Filters()
                .forEach(old -> filters.add(new ParameterFilter(
                        old.Key(), old.Key().equals("Type") ? "Equals" : "BeginsWith", old.Values())));
        var rows = after(caller, state, input.NextToken(), ParameterFilter.describing(filters));
        var page = page(rows, input.MaxResults() == null ? PAGE : input.MaxResults());
        return new DescribeAnswer(
                page.items().stream().map(row -> metadata(caller, row)).toList(), page.nextToken());
    }

    private HistoryAnswer history(Caller caller, State state, HistoryInput input) {
        var named = ParameterNames.find(caller, state.vault(), input.Name());
        var row = named.row().orElseThrow(() -> Errors.notFound(named.name()));
        var after = Errors.position(input.NextToken());
        var versions = row.versions().stream()
                .sorted(Comparator.comparingLong(ParameterRow.Version::number))
                .filter(version -> place(version).compareTo(after) > 0);
        var page = Page.of(versions, input.MaxResults() == null ? PAGE : input.MaxResults(), ParameterQueries::place);
        return new HistoryAnswer(
                page.items().stream()
                        .map(version -> past(row, version, input.WithDecryption()))
                        .toList(),
                page.nextToken());
    }

    private static String place(ParameterRow.Version version) {
        return String.format(Locale.ROOT, "%020d", version.number());
    }

    private static Stream<ParameterRow> after(
            Caller caller, State state, @Nullable String token, Predicate<ParameterRow> matching) {
        var after = Errors.position(token);
        return state.vault()
                .parameters()
                .from(new ParameterId(caller.region(), after))
                .map(entry -> entry.getValue())
                .takeWhile(row -> row.id().region().equals(caller.region()))
                .filter(row -> row.id().name().compareTo(after) > 0)
                .filter(matching);
    }

    private static Page<ParameterRow> page(Stream<ParameterRow> rows, int limit) {
        return Page.of(rows, limit, row -> row.id().name());
    }

    private Parameter parameter(
            Caller caller, ParameterId id, ParameterRow.Version version, String selector, boolean decrypt) {
        return new Parameter(
                id.name(),
                version.type().word(),
                value(id, version, decrypt),
                version.number(),
                selector.isEmpty() ? null : ":" + selector,
                version.at(),
                ParameterNames.arn(caller, id),
                version.document().text("DataType").orElse(null));
    }

    private static Metadata metadata(Caller caller, ParameterRow row) {
        var version = row.latest();
        return new Metadata(
                row.id().name(),
                ParameterNames.arn(caller, row.id()),
                version.type().word(),
                key(version),
                version.at(),
                version.by(),
                version.document().text("Description").orElse(null),
                version.document().text("AllowedPattern").orElse(null),
                version.number(),
                TIER,
                List.of(),
                version.document().text("DataType").orElse(null));
    }

    private Past past(ParameterRow row, ParameterRow.Version version, boolean decrypt) {
        return new Past(
                row.id().name(),
                version.type().word(),
                key(version),
                version.at(),
                version.by(),
                version.document().text("Description").orElse(null),
                value(row.id(), version, decrypt),
                version.document().text("AllowedPattern").orElse(null),
                version.number(),
                row.labelsOf(version.number()),
                TIER,
                List.of(),
                version.document().text("DataType").orElse(null));
    }

    private static @Nullable String key(ParameterRow.Version version) {
        return version.type() == ParameterType.SECURE_STRING ? PutOperation.DEFAULT_KEY : null;
    }

    /// Who does not want it decrypted gets it as it is kept, as from AWS.
    private String value(ParameterId id, ParameterRow.Version version, boolean decrypt) {
        if (!(version.sealed() instanceof Sealed sealed)) {
            return version.value() == null ? "" : version.value();
        }
        if (!decrypt) {
            return sealed.box();
        }
        try {
            return new String(opener.open(Contexts.of(id, version.entry()), sealed), StandardCharsets.UTF_8);
        } catch (UnsealableException unsealable) {
            throw Errors.of("InvalidKeyId", id.name() + " can't be decrypted: " + unsealable.getMessage() + ".");
        }
    }
}
