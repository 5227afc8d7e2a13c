package dev.evenkeel.store.model.balancing;

import java.util.List;
import java.util.Map;

/// What a rule was asked to be.
///
/// @param priority from 1 to 50000, the lowest is asked first; [#DEFAULT] for the default rule, which is asked last
/// @param conditions all must hold; none for the default rule
public record RuleSpec(int priority, List<RuleCondition> conditions, RuleAction action, Map<String, String> tags) {
    /// The priority of default rules.
    public static final int DEFAULT = 0;

    /// Whether it is the default rule of its listener.
    public boolean isDefault() {
        return priority == DEFAULT;
    }

    /// With another priority.
    public RuleSpec withPriority(int changed) {
        return new RuleSpec(changed, conditions, action, tags);
    }

    /// With another action.
    public RuleSpec withAction(RuleAction changed) {
        return new RuleSpec(priority, conditions, changed, tags);
    }

    /// With other conditions.
    public RuleSpec withConditions(List<RuleCondition> changed) {
        return new RuleSpec(priority, changed, action, tags);
    }

    /// With other tags.
    public RuleSpec withTags(Map<String, String> changed) {
        return new RuleSpec(priority, conditions, action, changed);
    }
}
