package dev.evenkeel.deploy.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Set;

/// The static invariants of the architecture: who may know whom, and which packages must stay pure so that a
/// decision taken yesterday can be taken again tomorrow with the same answer.
@AnalyzeClasses(packages = "dev.evenkeel", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.evenkeel.";

    /// The packages whose code must give the same answer for the same input, on every machine and in every run.
    private static final String[] PURE = {
        ROOT + "reconcilers..",
        ROOT + "store.state..",
        ROOT + "store.event..",
        ROOT + "store.model..",
        ROOT + "store.ledger.."
    };

    @ArchTest
    static final ArchRule modulesPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("store")
            .definedBy(ROOT + "store..")
            .layer("reconcilers")
            .definedBy(ROOT + "reconcilers..")
            .layer("api")
            .definedBy(ROOT + "api..")
            .layer("runtime")
            .definedBy(ROOT + "runtime..")
            .layer("deploy")
            .definedBy(ROOT + "deploy..")
            .whereLayer("deploy")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("runtime")
            .mayOnlyBeAccessedByLayers("deploy")
            .whereLayer("reconcilers")
            .mayOnlyBeAccessedByLayers("api", "runtime", "deploy");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.evenkeel.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule factsAreValues = classes()
            .that()
            .resideInAnyPackage(ROOT + "store.event..", ROOT + "store.model..")
            .should(Conditions.beARecordAnEnumOrASealedInterface());

    @ArchTest
    static final ArchRule timeAndChanceAreInputs = noClasses()
            .that(areNot(ROOT + "deploy..", ROOT + "api.http..", ROOT + "runtime.."))
            .and()
            .doNotHaveSimpleName("RoleRunner")
            .should()
            .accessTargetWhere(isAClockOrADie());

    @ArchTest
    static final ArchRule decisionsTouchNoWorld = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "reconcilers..", ROOT + "store.state..", ROOT + "store.event..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.net..",
                            "java.util.logging..",
                            "org.slf4j..",
                            "io.micrometer..")
                    .or(resideInAPackage("java.util.concurrent..").and(nameEnds("Executor", "ExecutorService")))
                    .and(describe("not an I/O exception", c -> !c.isAssignableTo(Exception.class))));

    @ArchTest
    static final ArchRule orderNeverDependsOnTheRun = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap|SplittableRandom|Random)")
            .orShould()
            .accessTargetWhere(hasOrderThatDependsOnTheRun());

    @ArchTest
    static final ArchRule rocksDbStaysInOnePackage = only("org.rocksdb..", ROOT + "store.log.rocks..");

    @ArchTest
    static final ArchRule dockerJavaStaysInOnePackage = only("com.github.dockerjava..", ROOT + "runtime.driver..");

    @ArchTest
    static final ArchRule vertxStaysAtTheSockets = only(
            "io.vertx..",
            ROOT + "api.http..",
            ROOT + "runtime.proxy..",
            ROOT + "runtime.dns..",
            ROOT + "runtime.link..");

    @ArchTest
    static final ArchRule micrometerStaysInOnePackage = only("io.micrometer..", ROOT + "api.metrics..");

    @ArchTest
    static final ArchRule onlyDecisionsMakeFacts = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "api..", ROOT + "runtime..")
            .should()
            .callConstructorWhere(describe(
                    "of an event or a batch",
                    call -> call.getTargetOwner().isAssignableTo(ROOT + "store.event.Event")
                            || call.getTargetOwner().isAssignableTo(ROOT + "store.event.Batch")));

    @ArchTest
    static final ArchRule containersAreReachedThroughOneDriver = classes()
            .that()
            .areAssignableTo(ROOT + "reconcilers.host.ContainerDriver")
            .and()
            .areNotInterfaces()
            .should()
            .resideInAnyPackage(ROOT + "runtime.driver..", ROOT + "reconcilers.sim..")
            .orShould()
            .haveSimpleName("PretendedContainers");

    private static ArchRule only(String vendor, String... homes) {
        return noClasses().that(areNot(homes)).should().dependOnClassesThat().resideInAPackage(vendor);
    }

    private static DescribedPredicate<JavaClass> areNot(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> nameEnds(String... suffixes) {
        return describe("an executor", c -> Set.of(suffixes).stream().anyMatch(c.getSimpleName()::endsWith));
    }

    private static DescribedPredicate<JavaAccess<?>> isAClockOrADie() {
        var calls = Set.of(
                "java.time.Instant.now",
                "java.time.LocalDate.now",
                "java.time.LocalDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.util.UUID.randomUUID",
                "java.lang.Math.random",
                "java.lang.Thread.sleep");
        var owners = Set.of("java.util.Random", "java.security.SecureRandom", "java.util.concurrent.ThreadLocalRandom");
        return describe("is a clock or a die", access -> {
            var owner = access.getTargetOwner().getName();
            return owners.contains(owner) || calls.contains(owner + "." + access.getName());
        });
    }

    private static DescribedPredicate<JavaAccess<?>> hasOrderThatDependsOnTheRun() {
        var calls = Set.of(
                "java.util.stream.Collectors.toSet",
                "java.util.stream.Collectors.toMap",
                "java.util.stream.Collectors.toUnmodifiableSet",
                "java.util.stream.Collectors.toUnmodifiableMap",
                "java.util.Collection.parallelStream",
                "java.util.stream.Stream.parallel",
                "java.util.Map.copyOf",
                "java.util.Set.copyOf",
                "java.util.Map.ofEntries",
                "java.lang.System.identityHashCode");
        return describe("has an order that depends on the run", access -> {
            var name = access.getTargetOwner().getName() + "." + access.getName();
            return calls.contains(name) && !isSortedOverload(access);
        });
    }

    /// `Collectors.toMap` with four parameters names the map it fills.
    private static boolean isSortedOverload(JavaAccess<?> access) {
        return access.getName().equals("toMap")
                && access.getTarget().getFullName().contains("Supplier");
    }

    /// Conditions ArchUnit does not have ready.
    private static final class Conditions {
        static ArchCondition<JavaClass> beARecordAnEnumOrASealedInterface() {
            return ArchConditions.be(describe("a record, an enum or a sealed interface", Conditions::isAValue));
        }

        private static boolean isAValue(JavaClass c) {
            return c.isRecord() || c.isEnum() || c.isAnonymousClass() || isAType(c) || isAHelper(c);
        }

        /// A sealed family, or an interface that carries no state, such as the one all typed ids share.
        private static boolean isAType(JavaClass c) {
            return c.isInterface() && (c.reflect().isSealed() || c.getFields().isEmpty());
        }

        /// Functions over values: a final class nobody can make an object of.
        private static boolean isAHelper(JavaClass c) {
            return c.getModifiers().contains(JavaModifier.FINAL)
                    && c.getConstructors().stream()
                            .allMatch(k -> k.getModifiers().contains(JavaModifier.PRIVATE))
                    && c.getFields().stream().allMatch(f -> f.getModifiers().contains(JavaModifier.STATIC));
        }
    }
}
