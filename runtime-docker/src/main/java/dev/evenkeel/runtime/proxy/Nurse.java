package dev.evenkeel.runtime.proxy;

import dev.evenkeel.reconcilers.balancing.ProxyReports;
import dev.evenkeel.store.model.balancing.TargetHealth;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Looks after all targets: asks each at its group's interval, and tells when what is thought of it changes. All of it
/// happens on one context.
final class Nurse {
    private final Vertx vertx;
    private final Context context;
    private final HealthChecks checks;
    private final ProxyReports reports;
    private final LongSupplier clock;
    private final Map<Member, Patient> patients = new HashMap<>();

    Nurse(Vertx vertx, Context context, HealthChecks checks, ProxyReports reports, LongSupplier clock) {
        this.vertx = vertx;
        this.context = context;
        this.checks = checks;
        this.reports = reports;
        this.clock = clock;
    }

    /// A target that is looked after, since it was registered.
    private static final class Patient {
        private final Pool pool;
        private final Member member;
        private final Verdict verdict;
        private final Instant registeredAt;
        private long timer = -1;
        private boolean dismissed;

        Patient(Pool pool, Member member) {
            this.pool = pool;
            this.member = member;
            this.verdict = new Verdict(member.endpoint().known());
            this.registeredAt = member.endpoint().registeredAt();
        }
    }

    /// Looks after nobody any more.
    void leave() {
        Set.copyOf(patients.keySet()).forEach(this::dismiss);
    }

    /// These are the groups from now on. Targets that are new are asked at once.
    void lookAfter(Iterable<Pool> pools) {
        Set<Member> present = new HashSet<>();
        for (var pool : pools) {
            for (var member : pool.members()) {
                if (!member.draining()) {
                    present.add(member);
                    admit(pool, member);
                }
            }
        }
        for (var member : Set.copyOf(patients.keySet())) {
            if (!present.contains(member)) {
                dismiss(member);
            }
        }
    }

    private void admit(Pool pool, Member member) {
        var known = patients.get(member);
        if (known != null
                && known.pool == pool
                && known.registeredAt.equals(member.endpoint().registeredAt())) {
            return;
        }
        if (known != null) {
            dismiss(member);
        }
        var patient = new Patient(pool, member);
        patients.put(member, patient);
        ask(patient);
    }

    private void dismiss(Member member) {
        var patient = patients.remove(member);
        if (patient != null) {
            patient.dismissed = true;
            vertx.cancelTimer(patient.timer);
        }
    }

    private void ask(Patient patient) {
        checks.ask(patient.pool, patient.member)
                .onComplete(asked -> context.runOnContext(_ -> {
                    if (!patient.dismissed) {
                        heard(patient, asked.result());
                        long wait = patient.pool.group().check().interval().toMillis();
                        patient.timer = vertx.setTimer(wait, _ -> ask(patient));
                    }
                }));
    }

    private void heard(Patient patient, TargetHealth outcome) {
        if (patient.verdict.heard(outcome, patient.pool.group().check())) {
            var health = patient.verdict.health();
            patient.member.judged(health, clock.getAsLong());
            reports.judged(patient.pool.group().id(), patient.member.endpoint().target(), health);
        }
    }
}
