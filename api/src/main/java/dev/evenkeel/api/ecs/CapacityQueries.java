package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.capacity.Provider;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked about capacity providers: the two that every account has.
final class CapacityQueries {
    private static final int MOST = 10;

    private CapacityQueries() {}

    record DescribeInput(
            List<String> capacityProviders,
            List<String> include,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record DescribeAnswer(List<View> capacityProviders, List<Failure> failures, Optional<String> nextToken) {}

    record View(String capacityProviderArn, String name, String status, String type, List<Doc> tags) {}

    static List<Operation<?, ?>> all() {
        return List.of(new Query<>(
                "DescribeCapacityProviders", DescribeInput.class, DescribeAnswer.class, CapacityQueries::describe));
    }

    private static DescribeAnswer describe(Caller caller, State state, DescribeInput input) {
        if (input.maxResults() != null && (input.maxResults() < 1 || input.maxResults() > MOST)) {
            throw Errors.invalid("maxResults must be between 1 and " + MOST + ", but was " + input.maxResults());
        }
        var paging = Paging.of(input.maxResults() == null ? MOST : input.maxResults(), input.nextToken());
        var found = new ArrayList<Provider>();
        var failures = new ArrayList<Failure>();
        for (String name : input.capacityProviders()) {
            Provider.named(name.substring(name.lastIndexOf('/') + 1))
                    .ifPresentOrElse(found::add, () -> failures.add(Failure.missing(arn(caller, name))));
        }
        var asked = input.capacityProviders().isEmpty() ? Arrays.stream(Provider.values()) : found.stream();
        var page = paging.page(asked.distinct().sorted(), Provider::name);
        return new DescribeAnswer(
                page.items().stream().map(provider -> view(caller, provider)).toList(), failures, page.nextToken());
    }

    private static View view(Caller caller, Provider provider) {
        return new View(arn(caller, provider.name()), provider.name(), "ACTIVE", provider.name(), List.of());
    }

    private static String arn(Caller caller, String name) {
        return name.startsWith("arn:")
                ? name
                : "arn:aws:ecs:" + caller.region() + ":" + caller.account() + ":capacity-provider/" + name;
    }
}
