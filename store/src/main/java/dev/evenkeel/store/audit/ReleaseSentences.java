package dev.evenkeel.store.audit;

import dev.evenkeel.store.event.ReleaseEvent;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationCreated;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ApplicationRenamed;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseConfigDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseContinued;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupChanged;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupCreated;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseGroupDeleted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookAnswered;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseHookStarted;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStageMoved;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseStopRequested;
import dev.evenkeel.store.event.ReleaseEvent.ReleaseTrafficShifted;
import dev.evenkeel.store.model.balancing.WeightedGroup;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Events of CodeDeploy's deployments in words.
final class ReleaseSentences {
    private ReleaseSentences() {}

    static String of(ReleaseEvent event) {
        return switch (event) {
            case ApplicationCreated e -> "application " + e.application().name() + " created";
            case ApplicationRenamed e -> "application " + e.application().name() + " is now called " + e.name();
            case ApplicationDeleted e -> "application " + e.application().name() + " deleted";
            case ReleaseGroupCreated e ->
                "deployment group " + e.group().name() + " created, for service "
                        + e.spec().service().name();
            case ReleaseGroupChanged e -> "deployment group " + e.group().name() + " changed";
            case ReleaseGroupDeleted e -> "deployment group " + e.group().name() + " deleted";
            case ReleaseConfigCreated e ->
                "deployment configuration " + e.config().name() + " created";
            case ReleaseConfigDeleted e ->
                "deployment configuration " + e.config().name() + " deleted";
            case ReleaseCreated e ->
                name(e.release().value()) + " of service "
                        + e.spec().original().service().name() + " to "
                        + e.spec().wanted().definition().shortName()
                        + (e.spec().rollbackOf() == null ? "" : " is taken back");
            case ReleaseMoved e ->
                name(e.release().value()) + " is " + e.status().word()
                        + (e.message().isEmpty() ? "" : ": " + e.message());
            case ReleaseStageMoved e ->
                name(e.release().value()) + ", " + e.stage().word() + ": "
                        + e.progress().word() + (e.message().isEmpty() ? "" : ", " + e.message());
            case ReleaseContinued e -> name(e.release().value()) + " is not to wait (" + e.skipped() + ")";
            case ReleaseStopRequested e ->
                name(e.release().value()) + " is to stop" + (e.back() ? " and to go back" : "");
            case ReleaseHookStarted e ->
                name(e.release().value()) + " calls its hook " + e.hook() + " of "
                        + e.stage().word();
            case ReleaseHookAnswered e ->
                "hook " + e.hook() + " of " + name(e.release().value()) + " is " + e.status()
                        + (e.text().isEmpty() ? "" : ": " + e.text());
            case ReleaseTrafficShifted e ->
                name(e.release().value()) + " has " + e.traffic().name().toLowerCase(Locale.ROOT) + " traffic of rule "
                        + e.rule().id() + " shared " + shares(e.groups()) + ", step " + e.step();
        };
    }

    private static String name(String id) {
        return "CodeDeploy's deployment " + id;
    }

    private static String shares(List<WeightedGroup> groups) {
        return groups.stream()
                .map(group -> group.group().name() + " " + group.weight())
                .collect(Collectors.joining(" : "));
    }
}
