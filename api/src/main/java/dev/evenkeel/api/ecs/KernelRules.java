package dev.evenkeel.api.ecs;

import static dev.evenkeel.api.ecs.Settings.must;
import static dev.evenkeel.api.ecs.Settings.within;

import dev.evenkeel.api.ecs.TaskDefinitionInput.Capabilities;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Container;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Device;
import dev.evenkeel.api.ecs.TaskDefinitionInput.LinuxParameters;
import dev.evenkeel.api.ecs.TaskDefinitionInput.SystemControl;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Tmpfs;
import dev.evenkeel.api.ecs.TaskDefinitionInput.Ulimit;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What ECS asks of the parts of a container definition that are for the kernel.
final class KernelRules {
    private static final Set<String> CAPABILITIES = Set.of(
            ("ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK"
                            + " IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN"
                            + " NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT"
                            + " SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME"
                            + " SYS_TTY_CONFIG SYSLOG WAKE_ALARM")
                    .split(" "));
    private static final Set<String> MOUNT_OPTIONS = Set.of(
            ("defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime"
                            + " diratime nodiratime bind rbind unbindable runbindable private rprivate shared rshared"
                            + " slave rslave relatime norelatime strictatime nostrictatime")
                    .split(" "));
    private static final Pattern MOUNT_SETTING = Pattern.compile("(mode|uid|gid|nr_inodes|nr_blocks|mpol)(=.+)?");
    private static final Pattern SECURITY_OPTION =
            Pattern.compile("no-new-privileges(:true|:false)?|apparmor[:=].+|label[:=].+");
    private static final Set<String> IPC_CONTROLS = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private final Container container;
    private final TaskDefinitionInput task;

    private KernelRules(Container container, TaskDefinitionInput task) {
        this.container = container;
        this.task = task;
    }

    static void check(Container container, TaskDefinitionInput task) {
        var rules = new KernelRules(container, task);
        rules.ulimits();
        rules.systemControls();
        for (String option : container.dockerSecurityOptions()) {
            must(SECURITY_OPTION.matcher(option).matches(), container, "dockerSecurityOptions");
        }
        if (container.linuxParameters() instanceof LinuxParameters linux) {
            rules.linux(linux);
        }
    }

    private void ulimits() {
        Set<String> names = new TreeSet<>();
        for (Ulimit ulimit : container.ulimits()) {
            must(names.add(ulimit.name()), container, "ulimits");
            boolean unlimited = ulimit.hardLimit() == -1;
            must(
                    ulimit.softLimit() >= -1
                            && ulimit.hardLimit() >= -1
                            && (unlimited || (ulimit.softLimit() >= 0 && ulimit.softLimit() <= ulimit.hardLimit())),
                    container,
                    "ulimits");
        }
    }

    private void systemControls() {
        Set<String> names = new TreeSet<>();
        for (SystemControl control : container.systemControls()) {
            var name = control.namespace() == null ? "" : control.namespace();
            boolean ipc = IPC_CONTROLS.contains(name) || name.startsWith("fs.mqueue.");
            boolean net = name.startsWith("net.");
            must((ipc || net) && names.add(name) && !Settings.blank(control.value()), container, "systemControls");
            if (net && task.network().equals("host")) {
                throw Errors.client("Network namespace systemControls are not supported when networkMode=host.");
            }
            if (ipc && "host".equals(task.ipcMode())) {
                throw Errors.client("IPC namespace systemControls are not supported when ipcMode=host.");
            }
        }
    }

    private void linux(LinuxParameters linux) {
        if (linux.capabilities() instanceof Capabilities capabilities) {
            must(CAPABILITIES.containsAll(capabilities.add()), container, "linuxParameters.capabilities.add");
            must(CAPABILITIES.containsAll(capabilities.drop()), container, "linuxParameters.capabilities.drop");
        }
        within(container, "linuxParameters.sharedMemorySize", linux.sharedMemorySize(), 1, Integer.MAX_VALUE);
        within(container, "linuxParameters.maxSwap", linux.maxSwap(), 0, Integer.MAX_VALUE);
        within(container, "linuxParameters.swappiness", linux.swappiness(), 0, 100);
        if (linux.maxSwap() != null && container.memory() == null) {
            throw Errors.client("Invalid setting for container '" + container.label()
                    + "'. 'memory' must be specified where 'linuxParameters.maxSwap' is.");
        }
        linux.devices().forEach(this::device);
        linux.tmpfs().forEach(this::tmpfs);
    }

    private void device(Device device) {
        boolean inside =
                device.containerPath() == null || device.containerPath().startsWith("/");
        must(device.hostPath().startsWith("/") && inside, container, "linuxParameters.devices");
    }

    private void tmpfs(Tmpfs tmpfs) {
        must(tmpfs.containerPath().startsWith("/"), container, "linuxParameters.tmpfs.containerPath");
        within(container, "linuxParameters.tmpfs.size", tmpfs.size(), 1, Integer.MAX_VALUE);
        for (String option : tmpfs.mountOptions()) {
            boolean known = MOUNT_OPTIONS.contains(option)
                    || MOUNT_SETTING.matcher(option).matches();
            must(known, container, "linuxParameters.tmpfs.mountOptions");
        }
    }
}
