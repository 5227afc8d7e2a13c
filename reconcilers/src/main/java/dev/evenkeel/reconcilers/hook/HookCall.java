package dev.evenkeel.reconcilers.hook;

import dev.evenkeel.store.event.EventRef;
import dev.evenkeel.store.model.Doc;
import dev.evenkeel.store.model.deployment.ServiceDeploymentId;
import dev.evenkeel.store.model.release.ReleaseId;

/// A call that is due.
public sealed interface HookCall {
    /// Which run of a hook.
    String hook();

    /// The event that made it due, so that an answer to an earlier call is told from one to this.
    EventRef seen();

    /// Who is called, as a service or an AppSpec names it.
    String target();

    /// What it is told.
    Doc.Struct payload();

    /// What the call belongs to, for people.
    String subject();

    /// What an answer means.
    HookAnswer read(Doc answer);

    /// A lifecycle hook of a service deployment.
    record OfService(ServiceDeploymentId deployment, String hook, EventRef seen, String target, Doc.Struct payload)
            implements HookCall {
        @Override
        public String subject() {
            return deployment.toString();
        }

        @Override
        public HookAnswer read(Doc answer) {
            return HookAnswer.of(answer);
        }
    }

    /// A hook of the AppSpec of a deployment of CodeDeploy.
    record OfRelease(ReleaseId release, String hook, EventRef seen, String target, Doc.Struct payload)
            implements HookCall {
        @Override
        public String subject() {
            return release.toString();
        }

        @Override
        public HookAnswer read(Doc answer) {
            return HookAnswer.ofFunction(answer);
        }
    }
}
