package dev.evenkeel.deploy.cli;

import dev.evenkeel.deploy.demo.Demo;
import dev.evenkeel.deploy.demo.DemoEnd;
import dev.evenkeel.deploy.process.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evenkeel demo`
@Command(name = "demo", description = "Shows a service of three, a container killed and replaced, and why.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--down", description = "Removes everything the demo made.")
    private boolean down;

    @Option(names = "--data", paramLabel = "DIR", description = "The demo's data (default: ~/.evenkeel-demo).")
    private Path data = Path.of(System.getProperty("user.home"), ".evenkeel-demo");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var began = Instant.now();
        var docker = Machine.docker();
        Demo.Say say = (name, text) -> print(began, name, text);
        new DemoEnd(say, data, docker).run();
        if (down) {
            return 0;
        }
        new Demo(say, data, docker, Machine.busybox()).run();
        var out = Terminal.out(spec);
        out.println();
        out.println("It goes on running. Things to try next:");
        out.println("  eval \"$(./evenkeel env --data " + data + ")\"");
        out.println("  aws ecs describe-services --cluster demo --services web --query 'services[0].events'");
        out.println("  aws ecs update-service --cluster demo --service web --desired-count 5");
        out.println("  aws logs tail /demo/web --follow");
        out.println("  ./evenkeel watch --data " + data);
        out.println("  ./evenkeel log --data " + data);
        out.println("  ./evenkeel demo --down --data " + data);
        out.flush();
        return 0;
    }

    private void print(Instant began, String name, String text) {
        var seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        var out = Terminal.out(spec);
        out.printf(Locale.ROOT, "[%5.1f s] %-8s %s%n", seconds, name, text);
        out.flush();
    }
}
