package dev.evenkeel.runtime.driver;

import com.github.dockerjava.api.exception.DockerException;
import dev.evenkeel.reconcilers.host.Initialization;
import dev.evenkeel.reconcilers.host.Observation.Failed;
import dev.evenkeel.reconcilers.host.Step;
import dev.evenkeel.runtime.secret.InitializationException;
import java.util.Objects;
import java.util.regex.Pattern;

/// Puts what went wrong into the words that ECS has for it.
final class Failures {
    private static final Pattern MESSAGE = Pattern.compile("\\{\"message\":\"(.*)\"}\\s*$", Pattern.DOTALL);
    private static final int SERVER_IS_DOWN = 503;

    private Failures() {}

    /// A step failed. When the engine answered, trying again is of no use; when it did not, it may be.
    static Failed of(Step step, RuntimeException cause) {
        if (cause instanceof InitializationException) {
            return new Failed(step.container(), step, Initialization.ERROR, text(cause), false);
        }
        if (cause instanceof Volumes.MissingVolumeException missing) {
            return new Failed(step.container(), step, "CannotCreateVolumeError", text(missing), false);
        }
        boolean answered = cause instanceof DockerException docker && docker.getHttpStatus() != SERVER_IS_DOWN;
        var words = "Error response from daemon: " + text(cause);
        return new Failed(step.container(), step, kind(step), answered ? words : text(cause), !answered);
    }

    /// Whether the engine says that what was named does not exist.
    static boolean isNoSuchContainer(DockerException e) {
        return e.getHttpStatus() == 404 && text(e).startsWith("No such container");
    }

    /// The engine's own words, without the wrapping of protocol and client.
    static String text(Throwable cause) {
        var words = Objects.toString(cause.getMessage(), cause.getClass().getSimpleName());
        var matcher = MESSAGE.matcher(words);
        return matcher.find() ? unescape(matcher.group(1)) : words;
    }

    private static String unescape(String json) {
        return json.replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\u003c", "<")
                .replace("\\u003e", ">")
                .replace("\\u0026", "&")
                .replace("\\\\", "\\");
    }

    /// ECS's category.
    static String kind(Step step) {
        return switch (step) {
            case Step.Pull _ -> "CannotPullContainerError";
            case Step.Create _ -> "CannotCreateContainerError";
            case Step.CreateSandbox _, Step.Secure _ -> "ResourceInitializationError";
            case Step.Start _, Step.Restart _ -> "CannotStartContainerError";
            case Step.Stop _ -> "CannotStopContainerError";
            case Step.Remove _ -> "CannotRemoveContainerError";
        };
    }
}
