package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import dev.evenkeel.store.model.ImageName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Images on the host. However many wait for one, it is fetched once.
///
/// An image that came from no registry, built or imported on its host, is used as it is: there is nobody to ask. So is
/// one that is named by its digest, once it is there. A registry that failed is left in peace for a minute where the
/// host has an image to fall back on, so that a machine without network pays once and not with each task.
final class Images {
    private static final Logger LOG = LoggerFactory.getLogger(Images.class);
    private static final int ATTEMPTS = 5;
    private static final Duration PEACE = Duration.ofMinutes(1);

    /// What another attempt will not change.
    private static final Pattern FINAL = Pattern.compile(
            "not found|manifest unknown|denied|unauthorized|no basic auth|invalid reference|no matching manifest",
            Pattern.CASE_INSENSITIVE);

    private final Engine engine;
    private final TimedCalls calls;
    private final TimeLimits limits;
    private final PullBehaviour behaviour;
    private final PulledImages pulled;
    private final ConcurrentHashMap<Wish, CompletableFuture<InspectImageResponse>> underWay = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> failedAt = new ConcurrentHashMap<>();

    private record Wish(ImageName image, @Nullable RegistryLogin login) {}

    Images(Engine engine, TimedCalls calls, DockerDriver.Settings settings) {
        this.engine = engine;
        this.calls = calls;
        this.limits = settings.limits();
        this.behaviour = settings.pulls();
        this.pulled = new PulledImages(settings.pulled());
    }

    /// Has the image on the host, and waits for that.
    ///
    /// @return its digest in the registry it came from, if it came from one
    Optional<String> ensure(String image, @Nullable RegistryLogin login) {
        var wish = new Wish(ImageName.of(image), login);
        var mine = new CompletableFuture<InspectImageResponse>();
        var theirs = underWay.putIfAbsent(wish, mine);
        if (theirs != null) {
            return digest(await(theirs), wish.image());
        }
        try {
            mine.complete(have(wish));
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        } finally {
            underWay.remove(wish, mine);
        }
        return digest(await(mine), wish.image());
    }

    /// The images that were fetched, by us.
    PulledImages pulled() {
        return pulled;
    }

    private static InspectImageResponse await(CompletableFuture<InspectImageResponse> image) {
        try {
            return image.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private InspectImageResponse have(Wish wish) {
        var here = find(wish.image());
        if (here.isPresent() && !asks(wish.image(), here.get())) {
            return here.get();
        }
        try {
            fetch(wish, here.isPresent());
        } catch (DockerException e) {
            if (here.isEmpty() || behaviour == PullBehaviour.ALWAYS) {
                throw e;
            }
            failedAt.put(wish.image().registry(), System.nanoTime());
            LOG.warn("using {} as it is here: {}", wish.image(), Failures.text(e));
            return here.get();
        }
        var fetched = find(wish.image())
                .orElseThrow(() -> new NotFoundException("No such image: " + wish.image() + ", although fetched"));
        pulled.add(Objects.requireNonNull(fetched.getId()));
        return fetched;
    }

    /// Whether a registry is asked for an image that is there.
    private boolean asks(ImageName name, InspectImageResponse here) {
        return switch (behaviour) {
            case ALWAYS -> true;
            case ONCE -> !pulled.contains(Objects.requireNonNull(here.getId()));
            case PREFER_CACHED -> false;
            case DEFAULT -> !name.isExact() && digest(here, name).isPresent() && !inPeace(name.registry());
        };
    }

    private boolean inPeace(String registry) {
        var at = failedAt.get(registry);
        return at != null && System.nanoTime() - at < PEACE.toNanos();
    }

    private Optional<InspectImageResponse> find(ImageName image) {
        return calls.within(limits.look(), () -> {
            try {
                return Optional.of(
                        engine.client().inspectImageCmd(image.toString()).exec());
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    /// @param spare whether the host has an image to fall back on: then one attempt is enough
    private void fetch(Wish wish, boolean spare) {
        var pause = limits.pullPause();
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(wish, spare);
                return;
            } catch (DockerException e) {
                boolean last = spare
                        || attempt == ATTEMPTS
                        || FINAL.matcher(Failures.text(e)).find();
                if (last) {
                    throw e;
                }
                LOG.debug("fetching {} again: {}", wish.image(), Failures.text(e));
            }
            pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private void attempt(Wish wish, boolean spare) {
        var image = wish.image();
        var command = engine.client().pullImageCmd(image.repository());
        // Without a tag the engine would fetch all of them; a digest is given in its place.
        command.withTag(image.digest() != null ? image.digest() : Objects.requireNonNullElse(image.tag(), "latest"));
        if (wish.login() instanceof RegistryLogin login) {
            command.withAuthConfig(new AuthConfig()
                    .withRegistryAddress(image.registry())
                    .withUsername(login.username())
                    .withPassword(login.password()));
        }
        try (var fetch = command.exec(new Fetch())) {
            fetch.await(spare ? limits.pullAnswer() : limits.pullSilence(), limits.pullSilence());
        } catch (InterruptedException e) {
            throw interrupted(image, e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new RuntimeUnavailableException("interrupted while fetching", e);
        }
    }

    private static RuntimeUnavailableException interrupted(ImageName image, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RuntimeUnavailableException("interrupted while fetching " + image, e);
    }

    /// The digest that the image has in its own repository; it may have come from several.
    static Optional<String> digest(InspectImageResponse image, ImageName name) {
        return Objects.requireNonNullElse(image.getRepoDigests(), List.<String>of()).stream()
                .map(ImageName::of)
                .filter(known -> known.repository().equals(name.repository()))
                .map(ImageName::digest)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
