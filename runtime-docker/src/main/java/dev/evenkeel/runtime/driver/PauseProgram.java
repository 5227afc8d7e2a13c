package dev.evenkeel.runtime.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
    private static final long SIGNALS = 1L << (2 - 1) | 1L << (15 - 1);
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    private PauseProgram() {}

    /// The program for an architecture as Docker names it.
    ///
    /// @throws IllegalArgumentException where there is none
    static byte[] of(String architecture) {
        return switch (architecture) {
            case "amd64" -> elf(X86_64, x86());
            case "arm64" -> elf(AARCH64, arm());
            default -> throw new IllegalArgumentException("no sandbox runs on " + architecture);
        };
    }

    private static byte[] elf(int machine, byte[] code) {
        long length = HEADERS + code.length;
        return little(HEADERS + code.length)
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

    private static byte[] x86() {
        byte[] code = {
            0x31,
            (byte) 0xff, //                            xor  edi, edi
            0x48,
            (byte) 0x8d,
            0x35,
            0x34,
            0,
            0,
            0, //       lea  rsi, [rip + set]
            0x31,
            (byte) 0xd2, //                            xor  edx, edx
            0x41,
            (byte) 0xba,
            8,
            0,
            0,
            0, //                mov  r10d, 8
            (byte) 0xb8,
            14,
            0,
            0,
            0, //                     mov  eax, rt_sigprocmask
            0x0f,
            0x05, //                                   syscall
            0x48,
            (byte) 0x8d,
            0x3d,
            0x1e,
            0,
            0,
            0, // wait: lea  rdi, [rip + set]
            0x31,
            (byte) 0xf6, //                            xor  esi, esi
            0x31,
            (byte) 0xd2, //                            xor  edx, edx
            0x41,
            (byte) 0xba,
            8,
            0,
            0,
            0, //                mov  r10d, 8
            (byte) 0xb8,
            (byte) 128,
            0,
            0,
            0, //             mov  eax, rt_sigtimedwait
            0x0f,
            0x05, //                                   syscall
            (byte) 0x85,
            (byte) 0xc0, //                     test eax, eax
            0x78,
            (byte) 0xe4, //                            js   wait
            0x31,
            (byte) 0xff, //                            xor  edi, edi
            (byte) 0xb8,
            (byte) 0xe7,
            0,
            0,
            0, //            mov  eax, exit_group
            0x0f,
            0x05, //                                   syscall
        };
        return little(code.length + Long.BYTES).put(code).putLong(SIGNALS).array();
    }

    private static byte[] arm() {
        int[] code = {
            0xd2800000, //                      mov  x0, 0
            0x10000000 | (15 << 5) | 1, //      adr  x1, set
            0xd2800002, //                      mov  x2, 0
            0xd2800103, //                      mov  x3, 8
            0xd28010e8, //                      mov  x8, rt_sigprocmask
            0xd4000001, //                      svc  0
            0x10000000 | (10 << 5), //    wait: adr  x0, set
            0xd2800001, //                      mov  x1, 0
            0xd2800002, //                      mov  x2, 0
            0xd2800103, //                      mov  x3, 8
            0xd2801128, //                      mov  x8, rt_sigtimedwait
            0xd4000001, //                      svc  0
            0x37f80000 | ((-6 & 0x3fff) << 5), //  tbnz w0, 31, wait
            0xd2800000, //                      mov  x0, 0
            0xd2800bc8, //                      mov  x8, exit_group
            0xd4000001, //                      svc  0
        };
        var buffer = little(code.length * Integer.BYTES + Long.BYTES);
        for (int instruction : code) {
            buffer.putInt(instruction);
        }
        return buffer.putLong(SIGNALS).array();
    }
}
