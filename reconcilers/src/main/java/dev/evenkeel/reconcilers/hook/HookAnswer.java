package dev.evenkeel.reconcilers.hook;

import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.HookStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What a hook answered.
///
/// @param status SUCCEEDED, FAILED, IN_PROGRESS, or AWAITING_ACTION where it says later by itself how it ended
/// @param details what it wants to be given when it is called again
/// @param again how long after this it wants to be called again, while it is IN_PROGRESS
/// @param text what went wrong, empty if nothing did
public record HookAnswer(HookStatus status, Doc.Struct details, Duration again, String text) {
    /// When a hook that is IN_PROGRESS is called again, where it does not say.
    public static final Duration AGAIN = Duration.ofSeconds(30);

    private static final HookAnswer LATER = new HookAnswer(HookStatus.AWAITING_ACTION, Doc.EMPTY, Duration.ZERO, "");
    private static final long LONGEST_DELAY = 3_600;
    private static final int MOST_DETAILS = 4_096;

    /// It was not reached, or said nothing that makes sense.
    public static HookAnswer failed(String text) {
        return new HookAnswer(HookStatus.FAILED, Doc.EMPTY, Duration.ZERO, text);
    }

    /// Reads an answer: an object with `hookStatus`, and, where it wants, `callBackDelay` in seconds and `hookDetails`.
    public static HookAnswer of(Doc answer) {
        if (!(answer instanceof Doc.Struct said)) {
            return failed("The hook answered no JSON object.");
        }
        var status = said.text("hookStatus").flatMap(HookAnswer::status);
        if (status.isEmpty()) {
            return failed("The hook answered no hookStatus of SUCCEEDED, FAILED or IN_PROGRESS.");
        }
        var details = said.struct("hookDetails");
        if (details.toString().length() > MOST_DETAILS) {
            return failed("The hook answered more than " + MOST_DETAILS + " characters of hookDetails.");
        }
        var delay =
                said.get("callBackDelay").isPresent() ? said.whole("callBackDelay") : Optional.of(AGAIN.toSeconds());
        return delay.filter(seconds -> seconds >= 1 && seconds <= LONGEST_DELAY)
                .map(seconds -> new HookAnswer(status.get(), details, Duration.ofSeconds(seconds), ""))
                .orElseGet(() -> failed("The hook answered a callBackDelay that is not 1 to " + LONGEST_DELAY + "."));
    }

    /// Reads the answer of a function that an AppSpec names: `status` or `hookStatus`, in whatever case. Without one it
    /// says later how it ended.
    public static HookAnswer ofFunction(Doc answer) {
        if (!(answer instanceof Doc.Struct said)) {
            return LATER;
        }
        var word = said.text("status").or(() -> said.text("hookStatus"));
        return switch (word.orElse("").toUpperCase(Locale.ROOT)) {
            case "SUCCEEDED" -> new HookAnswer(HookStatus.SUCCEEDED, Doc.EMPTY, Duration.ZERO, "");
            case "FAILED" -> failed("It answered " + word.get() + ".");
            case "", "IN_PROGRESS", "INPROGRESS" -> LATER;
            default -> failed("It answered a status that is neither Succeeded nor Failed.");
        };
    }

    private static Optional<HookStatus> status(String word) {
        return switch (word) {
            case "SUCCEEDED" -> Optional.of(HookStatus.SUCCEEDED);
            case "FAILED" -> Optional.of(HookStatus.FAILED);
            case "IN_PROGRESS" -> Optional.of(HookStatus.IN_PROGRESS);
            default -> Optional.empty();
        };
    }
}
