package dev.evenkeel.reconcilers.placement;

import java.util.function.Function;
import java.util.function.Predicate;

/// One requirement that hosts must meet. Keeps nothing between requests.
public interface Filter {
    /// ECS's word for a refusal, such as `RESOURCE:MEMORY`.
    String reason();

    /// The test of hosts for this request.
    Predicate<HostView> bind(Request request);

    /// The host's agent answers.
    Filter CONNECTED = of("AGENT", HostView::connected);
    /// There is space left for images, containers and the log.
    Filter DISK = of("RESOURCE:DISK", HostView::hasDisk);
    /// Enough CPU units are free.
    Filter CPU = new Simple("RESOURCE:CPU", request -> host -> request.cpu() <= host.freeCpu());
    /// Enough memory is free.
    Filter MEMORY = new Simple("RESOURCE:MEMORY", request -> host -> request.memory() <= host.freeMemory());
    /// The ports that are asked for by number are free, and enough others.
    Filter PORTS = new Simple("RESOURCE:PORTS", request -> host -> host.hasPorts(request));

    private static Filter of(String reason, Predicate<HostView> test) {
        return new Simple(reason, _ -> test);
    }

    /// A filter as a function.
    record Simple(String reason, Function<Request, Predicate<HostView>> binding) implements Filter {
        @Override
        public Predicate<HostView> bind(Request request) {
            return binding.apply(request);
        }
    }
}
