package dev.evenkeel.runtime.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseProgramTest {
    /// SIGINT is bit 1 of a set of signals, SIGTERM bit 14.
    private static final long SIGNALS = 0x4002;

    @ParameterizedTest
    @CsvSource({"amd64,62,189", "arm64,183,192"})
    void itIsAnElfProgramForTheArchitectureThatEndsWithItsSignals(String architecture, int machine, int length) {
        var program = ByteBuffer.wrap(PauseProgram.of(architecture)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x464c457f, program.getInt(0));
        assertEquals(machine, program.getShort(18));
        assertEquals(length, program.limit());
        assertEquals(program.limit(), program.getLong(64 + 32), "all of the file is in its one segment");
        assertEquals(SIGNALS, program.getLong(program.limit() - Long.BYTES));
    }

    @Test
    void anArchitectureWithoutOneIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> PauseProgram.of("vax"));
    }
}
