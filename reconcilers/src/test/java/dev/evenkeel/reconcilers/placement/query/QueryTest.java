package dev.evenkeel.reconcilers.placement.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private record Host(Map<String, String> attributes, List<String> groups) implements Instance {
        @Override
        public boolean agentConnected() {
            return true;
        }

        @Override
        public String agentVersion() {
            return "1.9.3";
        }

        @Override
        public Optional<String> attribute(String name) {
            return Optional.ofNullable(attributes.get(name));
        }

        @Override
        public String ec2InstanceId() {
            return "i-0abc";
        }

        @Override
        public Instant registeredAt() {
            return Instant.parse("2026-03-01T12:00:00Z");
        }

        @Override
        public int runningTasksCount() {
            return 3;
        }

        @Override
        public SortedSet<String> taskGroups() {
            return new TreeSet<>(groups);
        }
    }

    private static final Host HOST = new Host(
            Map.of(
                    "ecs.availability-zone", "us-east-1a",
                    "ecs.instance-type", "g2.xlarge",
                    "stack", "prod",
                    "slots", "12",
                    "flag", "",
                    "color", "dark blue"),
            List.of("service:web", "family:db"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true  ; agentConnected == true",
                "false ; agentConnected == false",
                "true  ; agentConnected != false",
                "true  ; agentConnected in [true]",
                "true  ; agentVersion > 1.9.0",
                "true  ; agentVersion < 1.10",
                "true  ; agentVersion >= 1.9.3",
                "false ; agentVersion greater_than 1.9.3",
                "true  ; agentVersion equals 1.9.3.0",
                "true  ; agentVersion less_than_equal 2",
                "true  ; attribute:stack == prod",
                "true  ; attribute:stack equals prod",
                "false ; attribute:stack not_equals prod",
                "true  ; attribute:stack != test",
                "true  ; attribute:stack exists",
                "false ; attribute:stack !exists",
                "false ; attribute:stack not_exists",
                "true  ; attribute:flag exists",
                "true  ; attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
                "false ; attribute:ecs.availability-zone in [us-east-1b,us-east-1c]",
                "true  ; attribute:ecs.availability-zone !in [us-east-1b]",
                "true  ; attribute:ecs.availability-zone not_in [us-east-1b]",
                "true  ; attribute:ecs.instance-type =~ g2.*",
                "true  ; attribute:ecs.instance-type matches 'g[23]\\.(xlarge|large)'",
                "false ; attribute:ecs.instance-type =~ g2",
                "true  ; attribute:ecs.instance-type !~ t2.*",
                "false ; attribute:ecs.instance-type not_matches g2.*",
                "true  ; attribute:color == \"dark blue\"",
                "true  ; attribute:color in ['dark blue', red]",
                "true  ; attribute:slots > 9",
                "false ; attribute:slots <= 9.5",
                "false ; attribute:stack > 9",
                "true  ; ec2InstanceId == i-0abc",
                "true  ; ec2InstanceId in ['i-0abc', 'i-1']",
                "true  ; registeredAt < 2026-03-01T12:00:01Z",
                "true  ; registeredAt == 2026-03-01T13:00:00+01:00",
                "true  ; registeredAt >= 2026-03-01T12:00:00",
                "true  ; registeredAt > 2026-03-01",
                "false ; registeredAt > 2026-03-02",
                "true  ; runningTasksCount == 3",
                "true  ; runningTasksCount < 4",
                "false ; runningTasksCount != 3",
                "true  ; task:group == service:web",
                "false ; task:group != service:web",
                "true  ; task:group in [family:db, family:x]",
                "true  ; task:group =~ 'service:.*'",
                "false ; task:group !~ 'family:.*'",
            })
    void anExpressionHolds(boolean expected, String expression) {
        assertEquals(expected, Query.parse(expression).matches(HOST));
    }

    /// Positive tests are false, negative ones true.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "false ; attribute:none == x",
                "true  ; attribute:none != x",
                "false ; attribute:none exists",
                "true  ; attribute:none !exists",
                "true  ; attribute:none !in [x]",
                "true  ; attribute:none !~ x",
                "false ; attribute:none > 1",
            })
    void whatIsMissingHasNoValue(boolean expected, String expression) {
        assertEquals(expected, Query.parse(expression).matches(HOST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true  ; not(task:group == family:x)",
                "true  ; not (task:group == family:x)",
                "true  ; !(task:group == family:x)",
                "false ; not task:group == family:db",
                "true  ; attribute:stack == prod and attribute:slots == 12",
                "true  ; attribute:stack == prod && attribute:slots == 12",
                "true  ; attribute:stack == test or attribute:slots == 12",
                "true  ; attribute:stack == test || attribute:slots == 12",
                "true  ; attribute:stack == prod or attribute:none == 1 and attribute:none == 2",
                "false ; (attribute:stack == prod or attribute:none == 1) and attribute:none == 2",
                "true  ; attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d",
                "true  ; attribute:stack==prod&&!(attribute:slots==1)",
            })
    void notBindsStrongerThanAndAndThatThanOr(boolean expected, String expression) {
        assertEquals(expected, Query.parse(expression).matches(HOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "attribute:stack",
                "attribute:stack ==",
                "attribute: == x",
                "attribute:stack == prod)",
                "(attribute:stack == prod",
                "attribute:stack == prod attribute:slots == 1",
                "attribute:stack = prod",
                "attribute:stack == 'prod",
                "attribute:stack == pr%d",
                "attribute:stack in prod",
                "attribute:stack in [prod",
                "attribute:stack in []",
                "attribute:stack in [prod,]",
                "attribute:stack > prod",
                "attribute:stack 'exists'",
                "attribute:stack exists prod",
                "'attribute:stack' == prod",
                "nothing == 1",
                "agentConnected > true",
                "agentVersion =~ 1.*",
                "agentVersion > new",
                "runningTasksCount in [1]",
                "runningTasksCount > many",
                "registeredAt > yesterday",
                "registeredAt > 2026-13-01",
                "registeredAt in [2026-01-01]",
                "task:group exists",
                "ec2InstanceId > i-1",
                "and attribute:stack == prod",
                "not",
                "attribute:stack =~ '('",
                "attribute:stack =~ '*'",
                "attribute:stack =~ '[a-'",
                "attribute:stack =~ '(?=a)a'",
                "attribute:stack =~ 'a{2,1}'",
                "attribute:stack =~ 'a{99999}'",
                "attribute:stack =~ 'a++'",
                "attribute:stack =~ '(a)\\1'",
            })
    void whatIsNoExpressionIsRefused(String expression) {
        assertThrows(QueryException.class, () -> Query.parse(expression));
    }

    @Test
    void theRefusalSaysWhere() {
        var refusal = assertThrows(QueryException.class, () -> Query.parse("attribute:stack = prod"));

        assertEquals("the character = at position 16 must be quoted", refusal.getMessage());
    }

    @Test
    void expressionsAreNeitherLongNorDeep() {
        var deep = "(".repeat(60) + "attribute:stack exists" + ")".repeat(60);
        var longOne = "attribute:stack == " + "x".repeat(2_000);

        assertThrows(QueryException.class, () -> Query.parse(deep));
        assertThrows(QueryException.class, () -> Query.parse(longOne));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true  ; abc      ; abc",
                "false ; abc      ; ab",
                "true  ; a.c      ; axc",
                "true  ; a*       ; aaaa",
                "true  ; a+b?c    ; aac",
                "false ; a+       ; b",
                "true  ; (ab)+    ; ababab",
                "true  ; (?:ab|c)* ; abcab",
                "true  ; a{2}     ; aa",
                "false ; a{2}     ; aaa",
                "true  ; a{2,}    ; aaaa",
                "true  ; a{1,3}   ; aaa",
                "false ; a{1,3}   ; aaaa",
                "true  ; [a-c]+   ; abc",
                "false ; [^a-c]+  ; abd",
                "true  ; []x]+    ; x]",
                "true  ; [a-]+    ; a-a",
                "true  ; \\d+\\.\\d+ ; 12.5",
                "true  ; \\w+\\W\\w+ ; ab-cd",
                "true  ; ^a$      ; a",
                "false ; a^b      ; ab",
                "true  ; a*?b     ; aab",
                "true  ; us-(east|west)-[12][a-f] ; us-west-2c",
            })
    void regularExpressionsMatchTheWhole(boolean expected, String regex, String text) {
        assertEquals(expected, Regex.parse(regex).matches(text));
        assertEquals(expected, text.matches(regex), "as Java has it");
    }

    /// Each of them takes a backtracking matcher longer than anyone lives.
    @ParameterizedTest
    @ValueSource(
            strings = {"(a*)*b", "(a|a)*b", "((a?){50}){50}b", "(((a*)*)*)*b", "(|)(|)(|)(|){900}b", "(a?|a?){999}b"})
    void aHostileExpressionEnds(String regex) {
        assertEquals(false, Regex.parse(regex).matches("a".repeat(200)));
    }

    @Test
    void anHonestExpressionOverALongValueIsNotGivenUp() {
        assertTrue(Regex.parse("(\\w+-)*[a-z0-9]+(\\.[a-z]+)*").matches("ab-".repeat(40) + "host.internal"));
    }
}
