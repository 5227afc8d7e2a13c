package dev.evenkeel.store.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Shares of a desired count.
class ScaleTest {
    @ParameterizedTest
    @CsvSource({"100,3,3", "50,3,2", "0,9,0", "0.1,1,1", "33.3,3,1", "33.4,3,2", "12,10,2", "10,10,1", "100,0,0"})
    void aPartOfATaskIsATask(BigDecimal percent, int desired, int tasks) {
        assertEquals(tasks, Scale.of(percent).of(desired));
    }

    @Test
    void equalSharesAreEqualHoweverTheyAreWritten() {
        assertEquals(new Scale(100, 0), Scale.of(new BigDecimal("100.00")));
        assertEquals(new Scale(100, 0), Scale.of(new BigDecimal("1E+2")));
        assertEquals(new Scale(125, 1), Scale.of(new BigDecimal("12.50")));
    }
}
