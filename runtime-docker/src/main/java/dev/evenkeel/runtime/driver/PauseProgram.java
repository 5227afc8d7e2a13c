package dev.evenkeel.runtime.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// A static ELF program of a few dozen instructions: it blocks SIGTERM and SIGINT, waits until one of them is there,
/// and exits with 0.
///
/// ```
/// sigset_t set = {SIGINT, SIGTERM};
/// rt_sigprocmask(SIG_BLOCK, &set, NULL, 8);
/// while (rt_sigtimedwait(&set, NULL, NULL, 8) < 0) {}
/// exit_group(0);
/// ```
///
/// A first process that merely leaves signals alone would not hear them: for it the kernel has no default.
final class PauseProgram {
    private static final long BASE = 0x400000;
    private static final int HEADERS = 64 + 56;
    private static final long SIGNALS = (1L << (2 - 1)) | (1L << (15 - 1));
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    private static final String X86_64_CODE = """
            31 ff                ; xor  edi, edi
            48 8d 35 34 00 00 00 ; lea  rsi, [rip + set]
            31 d2                ; xor  edx, edx
            41 ba 08 00 00 00    ; mov  r10d, 8
            b8 0e 00 00 00       ; mov  eax, rt_sigprocmask
            0f 05                ; syscall
            48 8d 3d 1e 00 00 00 ; wait: lea rdi, [rip + set]
            31 f6                ; xor  esi, esi
            31 d2                ; xor  edx, edx
            41 ba 08 00 00 00    ; mov  r10d, 8
            b8 80 00 00 00       ; mov  eax, rt_sigtimedwait
            0f 05                ; syscall
            85 c0                ; test eax, eax
            78 e4                ; js   wait
            31 ff                ; xor  edi, edi
            b8 e7 00 00 00       ; mov  eax, exit_group
            0f 05                ; syscall
            """;

    private static final String AARCH64_CODE = """
            00 00 80 d2 ; mov  x0, 0
            e1 01 00 10 ; adr  x1, set
            02 00 80 d2 ; mov  x2, 0
            03 01 80 d2 ; mov  x3, 8
            e8 10 80 d2 ; mov  x8, rt_sigprocmask
            01 00 00 d4 ; svc  0
            40 01 00 10 ; wait: adr x0, set
            01 00 80 d2 ; mov  x1, 0
            02 00 80 d2 ; mov  x2, 0
            03 01 80 d2 ; mov  x3, 8
            28 11 80 d2 ; mov  x8, rt_sigtimedwait
            01 00 00 d4 ; svc  0
            40 ff ff 37 ; tbnz w0, 31, wait
            00 00 80 d2 ; mov  x0, 0
            c8 0b 80 d2 ; mov  x8, exit_group
            01 00 00 d4 ; svc  0
            """;

    private PauseProgram() {}

    /// The program for an architecture as Docker names it.
    ///
    /// @throws IllegalArgumentException where there is none
    static byte[] of(String architecture) {
        return switch (architecture) {
            case "amd64" -> elf(X86_64, assembled(X86_64_CODE));
            case "arm64" -> elf(AARCH64, assembled(AARCH64_CODE));
            default -> throw new IllegalArgumentException("no sandbox runs on " + architecture);
        };
    }

    private static byte[] elf(int machine, byte[] code) {
        int length = HEADERS + code.length;
        return little(length)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1})
                .position(16)
                .putShort((short) 2)
                .putShort((short) machine)
                .putInt(1)
                .putLong(BASE + HEADERS)
                .putLong(64)
                .putLong(0)
                .putInt(0)
                .putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 1)
                .putShort((short) 64)
                .putShort((short) 0)
                .putShort((short) 0)
                // One segment, readable and executable: the whole file.
                .putInt(1)
                .putInt(5)
                .putLong(0)
                .putLong(BASE)
                .putLong(BASE)
                .putLong(length)
                .putLong(length)
                .putLong(0x10000)
                .put(code)
                .array();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The bytes before each semicolon, followed by the signals.
    private static byte[] assembled(String listing) {
        var code = HexFormat.of()
                .parseHex(listing.lines()
                        .map(line -> line.substring(0, line.indexOf(';')).replace(" ", ""))
                        .collect(Collectors.joining()));
        return little(code.length + Long.BYTES).put(code).putLong(SIGNALS).array();
    }
}
