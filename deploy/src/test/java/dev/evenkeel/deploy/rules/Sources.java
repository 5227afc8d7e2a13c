package dev.evenkeel.deploy.rules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.tools.ToolProvider;

/// The source files of all modules as text and as parsed trees. Nothing is attributed: parsing all of them takes
/// about a second.
final class Sources {
    private final Path root;
    private final List<Source> java;

    private Sources(Path root, List<Source> java) {
        this.root = root;
        this.java = java;
    }

    /// A parsed Java file.
    record Source(String path, String text, CompilationUnitTree unit, Trees trees) {
        int lines() {
            return (int) text.lines().count();
        }

        long lineOf(Tree tree) {
            return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
        }

        long lastLineOf(Tree tree) {
            return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, tree));
        }

        boolean isTest() {
            return path.contains("/src/test/");
        }

        String at(Tree tree) {
            return path + ":" + lineOf(tree);
        }
    }

    static Sources read() throws IOException {
        var root = Path.of("").toAbsolutePath().resolveSibling("").normalize();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var paths = files(root, p -> p.toString().endsWith(".java"));
            var units = manager.getJavaFileObjectsFromPaths(paths);
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
            var trees = Trees.instance(task);
            var sources = new ArrayList<Source>();
            for (var unit : task.parse()) {
                var path = Path.of(unit.getSourceFile().toUri());
                sources.add(new Source(root.relativize(path).toString(), Files.readString(path), unit, trees));
            }
            return new Sources(root, List.copyOf(sources));
        }
    }

    List<Source> java() {
        return java;
    }

    /// Every file of ours that people read: Java, scripts, documents, build files; as path and text.
    List<Text> texts() throws IOException {
        var texts = new ArrayList<Text>();
        for (var path : files(root, Sources::isText)) {
            texts.add(new Text(root.relativize(path).toString(), Files.readString(path)));
        }
        return texts;
    }

    /// A file as text.
    record Text(String path, String text) {}

    private static boolean isText(Path path) {
        var name = path.getFileName().toString();
        return name.matches(".*\\.(java|sh|md|xml|properties|yaml)|evenkeel|run");
    }

    private static List<Path> files(Path root, Predicate<Path> wanted) throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .filter(p -> !isOutside(root.relativize(p)))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOutside(Path relative) {
        for (var part : relative) {
            var name = part.toString();
            if (name.equals("target") || (name.startsWith(".") && !name.equals(".ci"))) {
                return true;
            }
        }
        return false;
    }
}
