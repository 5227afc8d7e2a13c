package dev.evenkeel.api.logs.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPatternTest {
    private static final String LINE = "127.0.0.1 - frank [10/Oct/2026:13:25:15 -0700] \"GET /index.html\" 404 1534";
    private static final String EVENT = """
            {"level": "ERROR", "n": 4, "f": -0.5, "ok": true, "off": false, "gone": null, "id": "17",
             "user": {"name": "ann", "roles": ["admin", "dev"]}, "a.b": "dotted", "list": [{"x": 1}, {"x": 2}]}""";

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            ''                    ~ true
            index                 ~ true
            INDEX                 ~ false
            index frank           ~ true
            index joe             ~ false
            "/index.html"         ~ true
            "frank [10"           ~ true
            index -frank          ~ false
            index -joe            ~ true
            -"GET /"              ~ false
            ?joe ?frank           ~ true
            ?joe ?jim             ~ false
            %40[0-9]%             ~ true
            %50[0-9]%             ~ false
            %^127\\.0% frank      ~ true
            """)
    void termsAreLookedForInTheMessage(String pattern, boolean expected) {
        assertEquals(expected, LogPattern.parse(pattern).test(LINE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            [ip, id, user, time, request, status, bytes]                          ~ true
            [ip, id, user, time, request, status]                                 ~ false
            [ip, id, user = frank, time, request, status, bytes]                  ~ true
            [ip, id, user = "fr*", time, request = "*.html", status = 4*, bytes > 1000] ~ true
            [ip, id, user, time, request = *.jpg*, status, bytes]                 ~ false
            [..., status = 404, bytes]                                            ~ true
            [..., status != 404, bytes]                                           ~ false
            [..., status = 200 || status = 404, bytes < 2000 && bytes >= 1534]    ~ true
            [ip = 127.*, ...]                                                     ~ true
            [ip, ..., bytes = %^15[0-9]+$%]                                       ~ true
            [a, b, ..., c, d, e, f, g, h]                                         ~ false
            [..., (status = 500 || status = 404) && status != 404, bytes]         ~ false
            [..., status > 403.5, bytes]                                          ~ true
            """)
    void fieldsAreHeldAgainstConditions(String pattern, boolean expected) {
        assertEquals(expected, LogPattern.parse(pattern).test(LINE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            { $.level = "ERROR" }                         ~ true
            { $.level = ERROR }                           ~ true
            { $.level = "ERR*" }                          ~ true
            { $.level = "*O*" && $.n > 3 }                ~ true
            { $.level = "WARN" || $.n >= 4 }              ~ true
            { $.level = "WARN" || $.n < 4 }               ~ false
            { ($.level = "WARN" || $.n = 4) && $.f < 0 }  ~ true
            { $.level != "WARN" }                         ~ true
            { $.missing != "WARN" }                       ~ false
            { $.n = 4.0 }                                 ~ true
            { $.n != 4 }                                  ~ false
            { $.f <= -5e-1 }                              ~ true
            { $.id = 17 }                                 ~ true
            { $.level > 3 }                               ~ false
            { $.gone IS NULL }                            ~ true
            { $.n IS NULL }                               ~ false
            { $.missing IS NULL }                         ~ false
            { $.ok IS TRUE }                              ~ true
            { $.ok is false }                             ~ false
            { $.off IS FALSE }                            ~ true
            { $.missing NOT EXISTS }                      ~ true
            { $.gone NOT EXISTS }                         ~ false
            { $.user.name EXISTS }                        ~ true
            { $.user.name = "ann" }                       ~ true
            { $.user = "ann" }                            ~ false
            { $.user.roles[0] = "admin" }                 ~ true
            { $.user.roles[1] = "admin" }                 ~ false
            { $.user.roles[9] = "admin" }                 ~ false
            { $.user.roles[*] = "dev" }                   ~ true
            { $.list[*].x = 2 }                           ~ true
            { $.['a.b'] = "dotted" }                      ~ true
            { $.level = %^E[A-Z]+$% }                     ~ true
            """)
    void propertiesAreHeldAgainstConditions(String pattern, boolean expected) {
        assertEquals(expected, LogPattern.parse(pattern).test(EVENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "{\"a\":", "{} trailing {", "17"})
    void whatIsNotJsonHasNoProperties(String message) {
        assertEquals(false, LogPattern.parse("{ $.a = 1 }").test(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b",
                "\"open",
                "-",
                "?",
                "a -",
                "%",
                "%%",
                "%(a)%",
                "%[%",
                "{",
                "{}",
                "{ $.a }",
                "{ $.a = }",
                "{ $.a = 1",
                "{ $.a = 1 } x",
                "{ a = 1 }",
                "{ $.a[x] = 1 }",
                "{ $.a[99999999999] = 1 }",
                "{ $.a > \"x\" }",
                "{ $.a IS 1 }",
                "{ $.a NOT }",
                "{ $.a = 1 && }",
                "{ ($.a = 1 }",
                "[",
                "[]",
                "[a",
                "[a,]",
                "[a = ]",
                "[a b]",
                "[..., ...]",
                "[a] x"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThrows(PatternException.class, () -> LogPattern.parse(pattern));
    }
}
