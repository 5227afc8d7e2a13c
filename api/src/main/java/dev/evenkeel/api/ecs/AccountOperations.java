package dev.evenkeel.api.ecs;

import dev.evenkeel.api.aws.Call;
import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Mutation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.reconcilers.command.AccountCommand.DeleteSetting;
import dev.evenkeel.reconcilers.command.AccountCommand.PutSetting;
import dev.evenkeel.reconcilers.command.AccountSettings;
import dev.evenkeel.reconcilers.command.AccountSettings.Setting;
import dev.evenkeel.store.model.SettingId;
import dev.evenkeel.store.state.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Account settings. The root user's are the account's defaults, as in ECS.
final class AccountOperations {
    private AccountOperations() {}

    record PutInput(String name, String value, @Nullable String principalArn) {}

    record DefaultInput(String name, String value) {}

    record DeleteInput(String name, @Nullable String principalArn) {}

    record Answer(View setting) {}

    record View(String name, String value, String principalArn, String type) {}

    record ListInput(
            @Nullable String name,
            @Nullable String value,
            @Nullable String principalArn,
            boolean effectiveSettings,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ListAnswer(List<View> settings, Optional<String> nextToken) {}

    static List<Operation<?, ?>> all() {
        return List.of(
                new Mutation<>(
                        "PutAccountSetting",
                        PutInput.class,
                        Answer.class,
                        AccountOperations::put,
                        AccountOperations::answer),
                new Mutation<>(
                        "PutAccountSettingDefault",
                        DefaultInput.class,
                        Answer.class,
                        (call, input) -> put(call, new PutInput(input.name(), input.value(), root(call.caller()))),
                        AccountOperations::answer),
                new Mutation<>(
                        "DeleteAccountSetting",
                        DeleteInput.class,
                        Answer.class,
                        AccountOperations::delete,
                        AccountOperations::answer),
                new Query<>("ListAccountSettings", ListInput.class, ListAnswer.class, AccountOperations::list));
    }

    private static PutSetting put(Call call, PutInput input) {
        var setting = changeable(input.name());
        if (!setting.legal().contains(input.value())) {
            throw Errors.invalid("Invalid value for account setting " + input.name() + ": " + input.value()
                    + ". It should be one of " + setting.legal() + ".");
        }
        if (!setting.honoured().contains(input.value())) {
            throw Errors.invalid("Account setting " + input.name() + " " + input.value() + " is not supported yet.");
        }
        return new PutSetting(id(call.caller(), input.name(), input.principalArn()), input.value(), call.redacted());
    }

    private static DeleteSetting delete(Call call, DeleteInput input) {
        changeable(input.name());
        return new DeleteSetting(id(call.caller(), input.name(), input.principalArn()), call.redacted());
    }

    private static Setting changeable(String name) {
        var setting = AccountSettings.named(name).orElseThrow(() -> Errors.invalid("Unknown account setting: " + name));
        if (setting.legal().isEmpty()) {
            throw Errors.invalid("Account setting " + name + " is read-only.");
        }
        return setting;
    }

    private static SettingId id(Caller caller, String name, @Nullable String principalArn) {
        return new SettingId(caller.region(), principal(caller, principalArn), name);
    }

    /// Whom a setting is for: empty for the account.
    private static String principal(Caller caller, @Nullable String arn) {
        var principal = arn == null ? caller.principal() : arn;
        if (principal.equals(root(caller))) {
            return "";
        }
        if (!principal.startsWith("arn:aws:iam::" + caller.account() + ":")) {
            throw Errors.invalid("Invalid principal ARN: " + principal);
        }
        return principal;
    }

    private static String root(Caller caller) {
        return "arn:aws:iam::" + caller.account() + ":root";
    }

    private static Answer answer(Caller caller, State state, SettingId id) {
        return new Answer(view(caller, state, id.principal(), id.name()));
    }

    private static View view(Caller caller, State state, String principal, String name) {
        var managed = AccountSettings.named(name).orElseThrow().legal().isEmpty();
        return new View(
                name,
                AccountSettings.effective(state, caller.region(), principal, name),
                principal.isEmpty() ? root(caller) : principal,
                managed ? "aws_managed" : "user");
    }

    private static ListAnswer list(Caller caller, State state, ListInput input) {
        if (input.value() != null && input.name() == null) {
            throw Errors.invalid("value can only be used together with name.");
        }
        var principal = principal(caller, input.principalArn());
        Stream<String> names = AccountSettings.all().stream().map(Setting::name);
        var page = Paging.of(input.maxResults(), input.nextToken())
                .page(
                        names.filter(name ->
                                        input.name() == null || input.name().equals(name))
                                .filter(name -> input.effectiveSettings()
                                        || state.settings()
                                                .get(new SettingId(caller.region(), principal, name))
                                                .isPresent())
                                .map(name -> view(caller, state, principal, name))
                                .filter(view ->
                                        input.value() == null || input.value().equals(view.value())),
                        View::name);
        return new ListAnswer(page.items(), page.nextToken());
    }
}
