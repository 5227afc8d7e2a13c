package dev.evenkeel.deploy.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Habits a compiler does not know: sizes, nesting, words, and switches that must break when a type is added.
final class TidyTest {
    private static final int LINES_OF_A_FILE = 600;
    private static final int LINES_OF_A_METHOD = 60;
    private static final int NESTING = 3;

    private static Sources sources;

    @BeforeAll
    static void readSources() throws IOException {
        sources = Sources.read();
        assertFalse(sources.java().isEmpty());
    }

    @Test
    void filesAreShort() {
        var found = sources.java().stream()
                .filter(s -> s.lines() > LINES_OF_A_FILE)
                .map(s -> s.path() + " has " + s.lines() + " lines")
                .toList();
        assertNothing(found);
    }

    @Test
    void methodsAreShort() {
        var found = new ArrayList<String>();
        forEachMethod((source, method) -> {
            var lines = source.lastLineOf(method) - source.lineOf(method) + 1;
            if (lines > LINES_OF_A_METHOD && !isATable(source, method)) {
                found.add(source.at(method) + " " + method.getName() + " has " + lines + " lines");
            }
        });
        assertNothing(found);
    }

    /// In a test, a method that only returns one expression is a table, and tables may be long.
    private static boolean isATable(Sources.Source source, MethodTree method) {
        var statements = method.getBody().getStatements();
        return source.isTest() && statements.size() == 1 && statements.getFirst() instanceof ReturnTree;
    }

    @Test
    void nestingIsShallow() {
        var found = new ArrayList<String>();
        forEachMethod((source, method) -> {
            var depth = Nesting.of(method);
            if (depth > NESTING) {
                found.add(source.at(method) + " " + method.getName() + " nests " + depth + " deep");
            }
        });
        assertNothing(found);
    }

    /// A `default` would hide a case that was forgotten when a type was added to the family.
    @Test
    void switchesOverSealedFamiliesHaveNoDefault() {
        var members = SealedFamilies.membersIn(sources);
        var found = new ArrayList<String>();
        for (var source : sources.java()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitSwitch(SwitchTree tree, Void none) {
                    check(tree, tree.getCases());
                    return super.visitSwitch(tree, null);
                }

                @Override
                public Void visitSwitchExpression(SwitchExpressionTree tree, Void none) {
                    check(tree, tree.getCases());
                    return super.visitSwitchExpression(tree, null);
                }

                private void check(Tree tree, List<? extends CaseTree> cases) {
                    if (asksForMembersOnly(cases, members) && hasDefault(cases)) {
                        found.add(source.at(tree) + " has a default");
                    }
                }
            }.scan(source.unit(), null);
        }
        assertNothing(found);
    }

    @Test
    void everyPackageIsNullMarked() {
        var packages = new TreeSet<String>();
        var marked = new TreeSet<String>();
        for (var source : sources.java()) {
            var folder = source.path().substring(0, source.path().lastIndexOf('/'));
            if (!source.isTest()) {
                packages.add(folder);
            }
            if (source.path().endsWith("package-info.java") && source.text().contains("@NullMarked")) {
                marked.add(folder);
            }
        }
        packages.removeAll(marked);
        assertEquals(Set.of(), packages, "packages without a @NullMarked package-info.java");
    }

    /// Written in pieces, so that this file does not find itself.
    @Test
    void nothingIsLeftLyingAround() throws IOException {
        var banned = new TreeMap<String, Pattern>();
        banned.put("an open end", Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b"));
        banned.put("a path of some machine", Pattern.compile("(?<![\\w.$}~])/(ro" + "ot|ho" + "me|wo" + "rk)/"));
        banned.put("a mocking library", Pattern.compile("org\\.(mock" + "ito|easy" + "mock)|jmo" + "ckit"));
        banned.put("a disabled test", Pattern.compile("@Dis" + "abled\\b"));
        var found = new ArrayList<String>();
        for (var text : sources.texts()) {
            banned.forEach((what, pattern) -> {
                var matcher = pattern.matcher(text.text());
                if (matcher.find()) {
                    found.add(text.path() + " has " + what + ": " + matcher.group());
                }
            });
        }
        assertNothing(found);
    }

    @Test
    void testsDoNotSleepUnlessTheyTalkToTheWorld() {
        var sleeps = Pattern.compile("Thread\\.sle" + "ep|\\bAwaitil" + "ity\\b|\\bawa" + "it\\(\\)\\.");
        var found = sources.java().stream()
                .filter(s -> s.isTest() && !talksToTheWorld(s.path()))
                .filter(s -> sleeps.matcher(s.text()).find())
                .map(Sources.Source::path)
                .toList();
        assertNothing(found);
    }

    private static boolean talksToTheWorld(String path) {
        return path.endsWith("IT.java")
                || path.startsWith("deploy/")
                || path.startsWith("runtime-docker/")
                || path.contains("/api/http/");
    }

    private static boolean asksForMembersOnly(List<? extends CaseTree> cases, Set<String> members) {
        var types = cases.stream()
                .flatMap(c -> c.getLabels().stream())
                .filter(PatternCaseLabelTree.class::isInstance)
                .map(label -> SealedFamilies.typeOf(((PatternCaseLabelTree) label).getPattern()))
                .toList();
        return !types.isEmpty() && members.containsAll(types);
    }

    private static boolean hasDefault(List<? extends CaseTree> cases) {
        return cases.stream().flatMap(c -> c.getLabels().stream()).anyMatch(DefaultCaseLabelTree.class::isInstance);
    }

    private static void forEachMethod(BiConsumer<Sources.Source, MethodTree> each) {
        for (var source : sources.java()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void none) {
                    each.accept(source, method);
                    return super.visitMethod(method, null);
                }
            }.scan(source.unit(), null);
        }
    }

    private static void assertNothing(List<String> found) {
        assertEquals("", String.join("\n", found));
    }
}
