package dev.evenkeel.reconcilers.sim;

import static dev.evenkeel.store.model.ContainerDefinition.Condition.SUCCESS;

import dev.evenkeel.reconcilers.sim.Blueprint.Part;
import dev.evenkeel.store.model.ContainerDefinition.Condition;
import java.time.Duration;
import java.util.List;

/// The kinds of tasks that random runs are made of, well-behaved and otherwise.
///
/// @param family the name of its task definition
/// @param stays whether its tasks run on when nothing goes wrong around them
record Catalogue(String family, Blueprint blueprint, boolean stays) {
    private static final String GOOD = "good:1";

    /// A secret that is always there; its value changes.
    static final String KEPT_SECRET = "kept";

    /// A secret that comes and goes.
    static final String LOST_SECRET = "lost";

    static final List<Catalogue> ALL = List.of(
            new Catalogue("web", Blueprint.image(GOOD), true),
            new Catalogue("checked", Blueprint.image(GOOD).checked(), true),
            new Catalogue("late", Blueprint.image("late:1").checked(), true),
            new Catalogue("stubborn", Blueprint.image("stubborn:1").stopTimeout(20), true),
            new Catalogue("pair", Blueprint.image(GOOD).sidecar("side", "good:2"), true),
            new Catalogue("initiated", withInit("job:1"), true),
            new Catalogue("guarded", after("app2", Condition.HEALTHY, GOOD, true), true),
            new Catalogue("chained", after("app2", Condition.START, GOOD, false), true),
            new Catalogue("prepared", after("init", Condition.COMPLETE, "crash:1", false), true),
            new Catalogue("phoenix", Blueprint.image("phoenix:1").restarting(), true),
            new Catalogue(
                    "netted", Blueprint.image(GOOD).sidecar("side", "good:2").attached(), true),
            new Catalogue("serverless", Blueprint.image(GOOD).serverless(), true),
            new Catalogue("netjob", Blueprint.image("job:1").attached(), false),
            new Catalogue("trusted", Blueprint.image(GOOD).given(KEPT_SECRET), true),
            new Catalogue("fickle", Blueprint.image(GOOD).given(LOST_SECRET), false),
            new Catalogue("slow", Blueprint.image("slow:1"), true),
            new Catalogue("flaky", Blueprint.image("flaky:1"), true),
            new Catalogue("watched", Blueprint.image(GOOD).sidecar("side", "flap:1"), true),
            new Catalogue("sick", Blueprint.image("sick:1").checked(), false),
            new Catalogue("hopeless", Blueprint.image("hopeless:1"), false),
            new Catalogue("souring", Blueprint.image("souring:1").checked(), false),
            new Catalogue("flap", Blueprint.image("flap:1").sidecar("side", GOOD), false),
            new Catalogue("job", Blueprint.image("job:1"), false),
            new Catalogue("barred", withInit("crash:1"), false),
            new Catalogue("crash", Blueprint.image("crash:1").sidecar("side", "stubborn:1"), false),
            new Catalogue("hungry", Blueprint.image("hungry:1"), false),
            new Catalogue("broken", Blueprint.image("broken:1"), false),
            new Catalogue("missing", Blueprint.image("missing:1"), false));

    private static Blueprint after(String other, Condition condition, String image, boolean checked) {
        return Blueprint.image(GOOD)
                .with(new Part(other, image, false, checked, 0, null, null))
                .after(other, condition);
    }

    private static Blueprint withInit(String image) {
        return Blueprint.image(GOOD)
                .with(new Part("init", image, false, false, 0, null, null))
                .after("init", SUCCESS);
    }

    /// Makes its images known.
    static void fill(SimRegistry registry) {
        registry.put(GOOD, ImagePlan.forever());
        registry.put("good:2", ImagePlan.forever());
        registry.put("late:1", ImagePlan.forever().healthyAfter(Duration.ofSeconds(30)));
        registry.put("sick:1", ImagePlan.forever().unhealthyAfter(Duration.ofSeconds(20)));
        registry.put("hopeless:1", ImagePlan.forever().unhealthyAfter(Duration.ZERO));
        registry.put("souring:1", ImagePlan.forever().souring(Duration.ofSeconds(5), Duration.ofSeconds(75)));
        registry.put("stubborn:1", ImagePlan.forever().ignoringStop());
        registry.put("slow:1", ImagePlan.forever().pulledIn(Duration.ofSeconds(90)));
        registry.put("flaky:1", ImagePlan.forever().failingPulls(2, "toomanyrequests: rate exceeded"));
        registry.put("flap:1", ImagePlan.exits(3, Duration.ofSeconds(25)));
        registry.put("phoenix:1", ImagePlan.exits(3, Duration.ofSeconds(75)));
        registry.put("job:1", ImagePlan.exits(0, Duration.ofSeconds(4)));
        registry.put("crash:1", ImagePlan.exits(1, Duration.ofMillis(300)));
        registry.put("hungry:1", ImagePlan.outOfMemory(Duration.ofSeconds(3)));
        registry.put("broken:1", ImagePlan.cannotStart("exec: \"nonsense\": executable file not found in $PATH"));
    }

    /// The entry of this family.
    static Catalogue of(String family) {
        return ALL.stream().filter(c -> c.family().equals(family)).findFirst().orElseThrow();
    }
}
