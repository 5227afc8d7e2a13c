package dev.evenkeel.api.secretsmanager;

import dev.evenkeel.api.aws.Caller;
import dev.evenkeel.api.aws.Operation;
import dev.evenkeel.api.aws.Operation.Query;
import dev.evenkeel.store.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Passwords nobody can guess.
final class Password {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final int USUAL_LENGTH = 32;

    private final RandomGenerator random;

    Password(RandomGenerator random) {
        this.random = random;
    }

    record Input(
            @Nullable Long PasswordLength,
            @Nullable String ExcludeCharacters,
            boolean ExcludeNumbers,
            boolean ExcludePunctuation,
            boolean ExcludeUppercase,
            boolean ExcludeLowercase,
            boolean IncludeSpace,
            @Nullable Boolean RequireEachIncludedType) {}

    record Answer(String RandomPassword) {}

    Operation<?, ?> operation() {
        return new Query<>("GetRandomPassword", Input.class, Answer.class, this::answer);
    }

    private Answer answer(Caller caller, State state, Input input) {
        int length = input.PasswordLength() == null
                ? USUAL_LENGTH
                : input.PasswordLength().intValue();
        var alphabets = alphabets(input);
        boolean each = !Boolean.FALSE.equals(input.RequireEachIncludedType());
        if (alphabets.isEmpty()) {
            throw Errors.parameter("You must leave at least one character that a password can be made of.");
        }
        if (each && length < alphabets.size()) {
            throw Errors.parameter("Password length is too short based on the required types.");
        }
        var all = String.join("", alphabets);
        var letters = new ArrayList<String>();
        if (each) {
            alphabets.forEach(alphabet -> letters.add(pick(alphabet)));
        }
        while (letters.size() < length) {
            letters.add(pick(all));
        }
        Collections.shuffle(letters, random);
        return new Answer(String.join("", letters));
    }

    private static List<String> alphabets(Input input) {
        var alphabets = new ArrayList<String>();
        add(alphabets, LOWER, input.ExcludeLowercase(), input);
        add(alphabets, UPPER, input.ExcludeUppercase(), input);
        add(alphabets, DIGITS, input.ExcludeNumbers(), input);
        add(alphabets, PUNCTUATION, input.ExcludePunctuation(), input);
        add(alphabets, " ", !input.IncludeSpace(), input);
        return alphabets;
    }

    private static void add(List<String> alphabets, String letters, boolean excluded, Input input) {
        var without = input.ExcludeCharacters() == null ? "" : input.ExcludeCharacters();
        var left = letters.chars()
                .filter(letter -> without.indexOf(letter) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        if (!excluded && !left.isEmpty()) {
            alphabets.add(left);
        }
    }

    private String pick(String alphabet) {
        int at = random.nextInt(alphabet.length());
        return alphabet.substring(at, at + 1);
    }
}
