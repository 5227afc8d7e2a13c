package dev.evenkeel.api.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Command lines and their words, which are divided by bars here.
class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/bin/sh;/bin/sh",
                "  ls   -l  /;ls|-l|/",
                "sh -c 'echo \"a b\"';sh|-c|echo \"a b\"",
                "sh -c \"echo 'a b'\";sh|-c|echo 'a b'",
                "a\\ b c;a b|c",
                "echo '' x;echo||x",
                "echo \"a\\\"b\";echo|a\"b",
                "echo 'open end;echo|open end",
            })
    void aLineIsTakenApartAsAShellDoesIt(String line, String words) {
        assertEquals(List.of(words.split("\\|", -1)), Words.of(line));
    }
}
