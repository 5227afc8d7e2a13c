package dev.evenkeel.reconcilers.balancing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.evenkeel.store.model.balancing.RuleAction.Redirect;
import dev.evenkeel.store.model.balancing.RuleCondition;
import dev.evenkeel.store.model.balancing.RuleCondition.Pair;
import dev.evenkeel.store.model.balancing.RuleCondition.RequestField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatchingTest {
    /// A request for `http://shop.example.org/a/b?x=1` from 10.1.2.3.
    private static final RequestView REQUEST = new RequestView() {
        @Override
        public String host() {
            return "shop.example.org";
        }

        @Override
        public String path() {
            return "/a/b";
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> header(String name) {
            return name.equals("X-Beta") ? List.of("no", "Yes") : List.of();
        }

        @Override
        public List<Pair> query() {
            return List.of(new Pair("x", "1"));
        }

        @Override
        public String source() {
            return "10.1.2.3";
        }
    };

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything, true",
        "a*c, abbc, true",
        "a*c, abcd, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*.example.org, shop.EXAMPLE.org, true",
        "*a*b*c*, xxaxxbxxcxx, true",
        "*a*b*c*, xxaxxcxxbxx, false",
        "abc, ab, false",
        "a, ab, false"
    })
    void starsAndQuestionMarksStandForCharacters(String pattern, String text, boolean like) {
        assertEquals(like, Matching.like(pattern, text, true));
    }

    @Test
    void aPatternMadeToBeSlowIsNot() {
        assertFalse(Matching.like("*a".repeat(60) + "b", "a".repeat(100_000), false));
    }

    @ParameterizedTest
    @CsvSource({
        "HOST_HEADER, *.EXAMPLE.org, true",
        "HOST_HEADER, example.org, false",
        "PATH_PATTERN, /a/*, true",
        "PATH_PATTERN, /A/*, false",
        "HTTP_REQUEST_METHOD, GET, true",
        "HTTP_REQUEST_METHOD, POST, false",
        "SOURCE_IP, 10.1.0.0/16, true",
        "SOURCE_IP, 10.1.2.3/32, true",
        "SOURCE_IP, 10.1.2.2/32, false",
        "SOURCE_IP, 0.0.0.0/0, true"
    })
    void oneValueOfAConditionIsEnough(RequestField field, String value, boolean holds) {
        var condition = RuleCondition.of(field, List.of("255.255.255.255/32", value));
        assertEquals(holds, Matching.all(List.of(condition), REQUEST));
    }

    @Test
    void headersAndQueriesAreLookedAtByName() {
        assertTrue(holds(new RuleCondition(RequestField.HTTP_HEADER, "X-Beta", List.of("y*"), List.of())));
        assertFalse(holds(new RuleCondition(RequestField.HTTP_HEADER, "X-Other", List.of("*"), List.of())));
        assertTrue(holds(query(new Pair("X", "1"))));
        assertTrue(holds(query(new Pair("", "?"))));
        assertFalse(holds(query(new Pair("y", "1"))));
        var wrong = RuleCondition.of(RequestField.PATH_PATTERN, List.of("/b"));
        assertFalse(Matching.all(List.of(query(new Pair("x", "1")), wrong), REQUEST));
        assertTrue(Matching.all(List.of(), REQUEST));
    }

    private static boolean holds(RuleCondition condition) {
        return Matching.all(List.of(condition), REQUEST);
    }

    private static RuleCondition query(Pair pair) {
        return new RuleCondition(RequestField.QUERY_STRING, "", List.of(), List.of(pair));
    }

    @ParameterizedTest
    @CsvSource({
        "'#{protocol}', '#{host}', 8443, '/#{path}', '#{query}', http://shop:8443/a/b?x=1",
        "HTTPS, '#{host}', 443, '/#{path}', '#{query}', https://shop/a/b?x=1",
        "HTTPS, 'www.#{host}', 443, '/', '', https://www.shop/",
        "'#{protocol}', '#{host}', '#{port}', '/v2/#{path}', 'from=#{host}&#{query}', http://shop:81/v2/a/b?from=shop&x=1"
    })
    void redirectsAreFilledIn(String protocol, String host, String port, String path, String query, String location) {
        var from = new Locations.Place("HTTP", "shop", 81, "a/b", "x=1");
        assertEquals(location, Locations.of(new Redirect(protocol, host, port, path, query, 301), from));
    }
}
