package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.NameParser;
import dev.evenkeel.reconcilers.host.RuntimeUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/// Images on the host. One that is there is used as it is, like the ECS agent's `prefer-cached`: a tag that was moved
/// in its registry is not fetched again, and a host without a registry works. However many wait for an image, it is
/// fetched once.
final class Images {
    private final Engine engine;
    private final ConcurrentHashMap<String, CompletableFuture<InspectImageResponse>> underWay =
            new ConcurrentHashMap<>();

    Images(Engine engine) {
        this.engine = engine;
    }

    /// Has the image on the host, and waits for that.
    ///
    /// @return its digest in the registry it came from, if it came from one
    Optional<String> ensure(String image) {
        var mine = new CompletableFuture<InspectImageResponse>();
        var theirs = underWay.putIfAbsent(image, mine);
        if (theirs != null) {
            return digest(await(theirs));
        }
        try {
            mine.complete(find(image).orElseGet(() -> pull(image)));
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        } finally {
            underWay.remove(image, mine);
        }
        return digest(await(mine));
    }

    private static InspectImageResponse await(CompletableFuture<InspectImageResponse> image) {
        try {
            return image.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Optional<InspectImageResponse> find(String image) {
        try {
            return Optional.of(engine.client().inspectImageCmd(image).exec());
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    private InspectImageResponse pull(String image) {
        var name = NameParser.parseRepositoryTag(image);
        var command = engine.client().pullImageCmd(name.repos);
        // Without a tag the engine would fetch all of them; a digest is part of the repository here.
        if (!image.contains("@")) {
            command.withTag(name.tag.isEmpty() ? "latest" : name.tag);
        }
        try {
            command.exec(new PullImageResultCallback()).awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailableException("interrupted while fetching " + image, e);
        }
        return engine.client().inspectImageCmd(image).exec();
    }

    private static Optional<String> digest(InspectImageResponse image) {
        var digests = image.getRepoDigests();
        return digests == null
                ? Optional.empty()
                : digests.stream()
                        .filter(name -> name.contains("@"))
                        .map(name -> name.substring(name.indexOf('@') + 1))
                        .findFirst();
    }
}
