package dev.evenkeel.reconcilers.command;

import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.state.SettingRow;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The account settings that ECS knows, and which of their values hold here.
public final class AccountSettings {
    /// Whether clusters that do not say so have Container Insights.
    public static final String CONTAINER_INSIGHTS = "containerInsights";

    private static final List<String> SWITCH = List.of("enabled", "disabled");

    private static final Map<String, Setting> KNOWN = known();

    private AccountSettings() {}

    /// One setting.
    ///
    /// @param value where nobody set it
    /// @param legal values that ECS takes; none for one that only AWS sets
    /// @param honoured those of them that are true of Evenkeel
    public record Setting(String name, String value, List<String> legal, List<String> honoured) {}

    private static Map<String, Setting> known() {
        var known = new TreeMap<String, Setting>();
        var all = List.of(
                new Setting("serviceLongArnFormat", "enabled", SWITCH, List.of("enabled")),
                new Setting("taskLongArnFormat", "enabled", SWITCH, List.of("enabled")),
                new Setting("containerInstanceLongArnFormat", "enabled", SWITCH, List.of("enabled")),
                new Setting("awsvpcTrunking", "disabled", SWITCH, SWITCH),
                new Setting(
                        CONTAINER_INSIGHTS,
                        "disabled",
                        List.of("enabled", "enhanced", "disabled"),
                        List.of("enabled", "enhanced", "disabled")),
                new Setting("fargateFIPSMode", "disabled", SWITCH, List.of("disabled")),
                new Setting("tagResourceAuthorization", "off", List.of("on", "off"), List.of("off")),
                new Setting("fargateTaskRetirementWaitPeriod", "7", List.of("0", "7", "14"), List.of("0", "7", "14")),
                new Setting("guardDutyActivate", "off", List.of(), List.of()),
                new Setting(
                        "defaultLogDriverMode",
                        "non-blocking",
                        List.of("blocking", "non-blocking"),
                        List.of("non-blocking")),
                new Setting("fargateEventWindows", "disabled", SWITCH, List.of("disabled")));
        all.forEach(setting -> known.put(setting.name(), setting));
        return known;
    }

    /// The settings, by name.
    public static List<Setting> all() {
        return List.copyOf(KNOWN.values());
    }

    /// The setting of this name.
    public static Optional<Setting> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /// What counts for a principal: its own setting, or the account's, or what counts where nobody set it.
    ///
    /// @param principal empty for the account
    public static String effective(State state, String region, String principal, String name) {
        return state.settings()
                .get(new SettingId(region, principal, name))
                .or(() -> state.settings().get(SettingId.ofAccount(region, name)))
                .map(SettingRow::value)
                .orElseGet(() -> named(name).orElseThrow().value());
    }
}
